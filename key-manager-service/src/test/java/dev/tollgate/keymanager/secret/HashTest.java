package dev.tollgate.keymanager.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HashTest {

    @Test
    void isSha256OfTheUtf8Bytes() {
        assertThat(Hash.of("abc").hex()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Hash.of("é")).isNotEqualTo(Hash.of("e"));
    }

    @Test
    void equalsOneThatWasComputedElsewhereAndKeepsItsBytesToItself() {
        Hash hash = Hash.of("abc");
        byte[] bytes = hash.bytes();
        assertThat(Hash.known(bytes)).isEqualTo(hash).hasSameHashCodeAs(hash);

        bytes[0]++;

        assertThat(Hash.known(bytes)).isNotEqualTo(hash);
        assertThat(hash).isEqualTo(Hash.of("abc"));
    }

    @Test
    void randomKeysDoNotRepeatAndSurviveAUrl() {
        RandomKeys keys = new RandomKeys();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            assertThat(seen.add(keys.secret())).isTrue();
            assertThat(seen.add(keys.consumerKey())).isTrue();
        }
        assertThat(keys.consumerKey()).matches("[A-Za-z0-9]{28}");
        assertThat(keys.secret()).matches("[A-Za-z0-9_-]{43}");
    }
}
