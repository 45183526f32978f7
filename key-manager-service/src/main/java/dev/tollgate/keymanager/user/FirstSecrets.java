package dev.tollgate.keymanager.user;

import dev.tollgate.keymanager.PublicUrl;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** An installation that others reach does not begin with a secret that they try first. */
@Component
class FirstSecrets {

    private static final List<String> SECRETS =
            List.of("tollgate.key-manager.user.admin-password", "spring.datasource.password", "spring.flyway.password");

    /** Of a secret that cannot be tried by the thousand unseen; a sign-in slows who guesses. */
    private static final int SHORTEST = 8;

    private final Environment environment;
    private final PublicUrl publicUrl;
    private final CommonPasswords common;

    FirstSecrets(Environment environment, PublicUrl publicUrl, CommonPasswords common) {
        this.environment = environment;
        this.publicUrl = publicUrl;
        this.common = common;
    }

    /** @throws IllegalStateException names the setting that has to change; the service does not start */
    void require() {
        if (onlyThisMachineReachesUs()) {
            return;
        }
        for (String name : SECRETS) {
            String secret = environment.getProperty(name, "");
            String fault = common.contain(secret)
                    ? "is one of the commonest passwords, or an example of the documents"
                    : secret.length() < SHORTEST ? "is shorter than " + SHORTEST + " characters" : "";
            if (!secret.isEmpty() && !fault.isEmpty()) {
                throw new IllegalStateException("The setting " + name + " " + fault
                        + ", and others reach this installation (server.address or tollgate.public-url): choose a"
                        + " better one before the first start. No account was made yet.");
            }
        }
    }

    private boolean onlyThisMachineReachesUs() {
        String host = URI.create(publicUrl.value()).getHost();
        return loopback(environment.getProperty("server.address"))
                && (host.equals("localhost") || host.endsWith(".localhost") || loopback(literal(host)));
    }

    /** Without an address a server listens on all. */
    private static boolean loopback(@Nullable String address) {
        try {
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException notHere) {
            return false;
        }
    }

    /** A name is not looked up: what it means here may be otherwise elsewhere. */
    private static @Nullable String literal(String host) {
        return host.matches("[0-9.]+|\\[.*]") ? host : null;
    }
}
