package dev.tollgate.keymanager.user;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.keymanager.PublicUrl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class FirstSecretsTest {

    private static final String ADMIN = "tollgate.key-manager.user.admin-password";

    @ParameterizedTest
    @ValueSource(strings = {"Password123", "changeme1234", "WSO2carbon", "correct-horse-battery-staple", "a1b2c3"})
    void whatOthersTryFirstKeepsAnInstallationThatTheyReachFromStarting(String password) {
        assertThatThrownBy(() -> secrets("0.0.0.0", "https://localhost:9443", ADMIN, password)
                        .require())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(ADMIN)
                .hasMessageNotContaining(password);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, https://localhost:9443",
        "192.0.2.1, https://localhost:9443",
        "'', https://localhost:9443",
        "127.0.0.1, https://apis.example",
        "127.0.0.1, https://192.0.2.1:9443"
    })
    void soDoesASecretOfTheDatabaseWhateverLetsOthersIn(String address, String publicUrl) {
        assertThatThrownBy(() -> secrets(address, publicUrl, "spring.flyway.password", "postgres")
                        .require())
                .hasMessageContaining("spring.flyway.password");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, https://localhost:9443, admin",
        "::1, http://127.0.0.1:9763, admin",
        "127.0.0.1, http://[::1]:9763, admin",
        "0.0.0.0, https://apis.example, Zp4-unlikely-elsewhere"
    })
    void onThisMachineAloneAnySecretServesAndAGoodOneEverywhere(String address, String publicUrl, String password) {
        assertThatCode(() -> secrets(address, publicUrl, ADMIN, password).require())
                .doesNotThrowAnyException();
    }

    private static FirstSecrets secrets(String address, String publicUrl, String name, String secret) {
        MockEnvironment environment = new MockEnvironment().withProperty(name, secret);
        if (!address.isEmpty()) {
            environment.setProperty("server.address", address);
        }
        return new FirstSecrets(environment, new PublicUrl(publicUrl), new CommonPasswords());
    }
}
