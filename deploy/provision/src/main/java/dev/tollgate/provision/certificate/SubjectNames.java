package dev.tollgate.provision.certificate;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** The names and addresses that a certificate is for, each in one spelling. */
record SubjectNames(Set<String> names) {

    static SubjectNames of(Collection<String> names) {
        return new SubjectNames(
                names.stream().map(SubjectNames::spelling).collect(Collectors.toCollection(TreeSet::new)));
    }

    static SubjectNames in(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> found = certificate.getSubjectAlternativeNames();
        return of(
                found == null
                        ? List.of()
                        : found.stream()
                                .map(pair -> String.valueOf(pair.get(1)))
                                .toList());
    }

    GeneralNames extension() {
        return new GeneralNames(names.stream()
                .map(name -> new GeneralName(address(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private static boolean address(String name) {
        return name.contains(":") || name.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    }

    private static String spelling(String name) {
        if (!address(name)) {
            return name.toLowerCase(java.util.Locale.ROOT);
        }
        try {
            return InetAddress.getByName(name).getHostAddress(); // an address in figures: nothing is looked up
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + name, e);
        }
    }
}
