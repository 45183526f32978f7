package dev.tollgate.provision.certificate;

import java.nio.file.Path;

/**
 * A certificate as files, as Spring's SSL bundles, gRPC, nginx and curl take them.
 *
 * @param certificate the certificate, PEM
 * @param privateKey its private key, PEM PKCS#8, readable for the owner alone
 * @param authority the certificate of the authority that issued it, PEM
 */
public record PemFiles(Path certificate, Path privateKey, Path authority) {}
