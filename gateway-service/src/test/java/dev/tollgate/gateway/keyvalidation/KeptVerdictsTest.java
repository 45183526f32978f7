package dev.tollgate.gateway.keyvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.contract.key.CredentialKind;
import dev.tollgate.contract.key.KeyType;
import dev.tollgate.gateway.keyvalidation.Authenticator.Known;
import dev.tollgate.gateway.network.Cidrs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeptVerdictsTest {

    @Test
    void whatIsWrittenIsReadAgainAndHoldsNoToken() throws IOException {
        Known token = new Known(
                CredentialKind.CREDENTIAL_KIND_OPAQUE_TOKEN,
                TokenHash.of("the-token-itself"),
                new TokenVerdict(
                        "bob",
                        "ck",
                        null,
                        null,
                        null,
                        Set.of("read", "write"),
                        true,
                        1_800_000_000_000L,
                        1_800_000_003_600L,
                        "jti",
                        Cidrs.NONE,
                        List.of()));
        Known key = new Known(
                CredentialKind.CREDENTIAL_KIND_API_KEY,
                TokenHash.of("the-key-itself"),
                new TokenVerdict(
                        "bob",
                        null,
                        "app",
                        "api",
                        KeyType.KEY_TYPE_SANDBOX,
                        Set.of(),
                        false,
                        1_800_000_000_000L,
                        Long.MAX_VALUE,
                        null,
                        Cidrs.parse(List.of("10.0.0.0/8", "2001:db8::1")),
                        List.of("https://example.com/*")));

        byte[] written = KeptVerdicts.bytes(List.of(token, key));

        assertThat(KeptVerdicts.parse(written)).containsExactly(token, key);
        assertThat(new String(written, StandardCharsets.ISO_8859_1)).doesNotContain("itself");
        assertThat(KeptVerdicts.parse(KeptVerdicts.bytes(List.of()))).isEmpty();
    }
}
