package dev.tollgate.provision.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseInitialiserTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/postgres,jdbc:postgresql://db:5432/tollgate",
        "jdbc:postgresql://db/,jdbc:postgresql://db/tollgate",
        "jdbc:postgresql://a:1,jdbc:postgresql://a:1/tollgate",
        "jdbc:postgresql://db/admin?sslmode=verify-full,jdbc:postgresql://db/tollgate?sslmode=verify-full"
    })
    void findsTheDatabaseBesideTheAdministrators(String admin, String expected) {
        assertThat(new DatabaseInitialiser(admin, "admin", "secret").urlOf("tollgate"))
                .isEqualTo(expected);
    }
}
