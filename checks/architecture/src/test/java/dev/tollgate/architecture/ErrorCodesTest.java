package dev.tollgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tollgate.contract.ErrorCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorCodesTest {

    private static final List<ErrorCode> CODES = new ClassFileImporter()
            .importPackages("dev.tollgate").stream()
                    .filter(type -> type.isEnum() && type.isAssignableTo(ErrorCode.class))
                    .map(JavaClass::reflect)
                    .flatMap(type -> Arrays.stream(type.getEnumConstants()))
                    .map(ErrorCode.class::cast)
                    .toList();

    /** The common codes are the HTTP statuses themselves; every other number stands for one reason in one service. */
    @Test
    void aNumberStandsForOneReason() {
        Map<Integer, ErrorCode> byNumber = new HashMap<>();
        for (ErrorCode code : CODES) {
            ErrorCode other = byNumber.putIfAbsent(code.code(), code);
            assertThat(other).as("second use of %s", code.code()).isNull();
        }
        assertThat(byNumber).isNotEmpty();
    }

    @Test
    void everyCodeHasStatusCauseAndCure() {
        assertThat(CODES).allSatisfy(code -> {
            assertThat(code.status()).isBetween(400, 599);
            assertThat(code.message()).isNotBlank().doesNotEndWith(".");
            assertThat(code.cause()).isNotBlank();
            assertThat(code.cure()).isNotBlank();
        });
    }
}
