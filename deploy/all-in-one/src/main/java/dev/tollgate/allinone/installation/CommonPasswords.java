package dev.tollgate.allinone.installation;

import dev.tollgate.provision.server.ProvisionException;
import java.util.Locale;
import java.util.Set;

/** Passwords that others try first; an installation that others reach does not start with one. */
final class CommonPasswords {

    private static final int LEAST = 10;

    private static final Set<String> COMMON = Set.of(
            "1234567890",
            "12345678910",
            "0123456789",
            "0987654321",
            "9876543210",
            "1111111111",
            "0000000000",
            "1q2w3e4r5t",
            "1qaz2wsx3edc",
            "qwertyuiop",
            "qwerty1234",
            "qwerty12345",
            "qwerty123456",
            "asdfghjkl1",
            "password12",
            "password123",
            "password1234",
            "password12345",
            "passw0rd123",
            "p@ssw0rd123",
            "adminadmin",
            "admin12345",
            "admin123456",
            "administrator",
            "administrador",
            "changeit123",
            "changeme123",
            "changeme1234",
            "letmein123",
            "letmein1234",
            "welcome123",
            "welcome1234",
            "iloveyou123",
            "football123",
            "baseball123",
            "superman123",
            "sunshine123",
            "princess123",
            "michael123",
            "computer123",
            "internet123",
            "trustno1trustno1",
            "rootroot123",
            "toortoor123",
            "test123456",
            "testtest123",
            "secret1234",
            "secret12345",
            "mysecretpassword",
            "postgres123",
            "wso2carbon",
            "tollgate123",
            "tollgate1234",
            "tollgateadmin",
            "correct-horse-battery-staple");

    private CommonPasswords() {}

    static void refuse(String password) {
        String reason = password.length() < LEAST
                ? "is shorter than " + LEAST + " characters"
                : COMMON.contains(password.toLowerCase(Locale.ROOT)) ? "is one of the commonest passwords" : "";
        if (!reason.isEmpty()) {
            throw new ProvisionException("TOLLGATE_ADMIN_PASSWORD " + reason
                    + ", and --listen lets others reach this installation: choose a better one, or leave it"
                    + " out and one is made.");
        }
    }
}
