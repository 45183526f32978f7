package dev.tollgate.allinone.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {

    @Test
    void theAnswerHasExactlyTheKeysOfTheContract() {
        Options options = Options.of(new String[] {"--gateways", "2", "--port-offset", "1"}, Map.of());
        assertThat(new Answer(options, new DataDirectory(Path.of("/some where/data")), 42).json())
                .isEqualTo("{\"front\": \"http://localhost:9764\", \"frontTls\": \"https://localhost:9444\","
                        + " \"gateway\": \"http://localhost:8281\", \"gatewayTls\": \"https://localhost:8244\","
                        + " \"gateways\": [\"http://localhost:8281\", \"http://localhost:8291\"],"
                        + " \"tokenEndpoint\": \"http://localhost:9764/oauth2/token\","
                        + " \"caCertificate\": \"/some where/data/ca.crt\","
                        + " \"credentialsFile\": \"/some where/data/credentials.json\","
                        + " \"backendHost\": \"127.0.0.1\", \"pid\": 42}");
    }
}
