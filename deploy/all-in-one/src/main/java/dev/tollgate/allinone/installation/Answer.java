package dev.tollgate.allinone.installation;

import java.util.List;
import java.util.stream.IntStream;

/** What {@code up} answers: the keys are a contract with scripts, tests and the command. URLs have no final slash. */
public record Answer(Options options, DataDirectory data, long pid) {

    /** How a gateway of this machine reaches a server of this machine. */
    private static final String BACKEND_HOST = "127.0.0.1";

    public String front() {
        return "http://localhost:" + Ports.FRONT.at(options.portOffset());
    }

    public String frontTls() {
        return "https://localhost:" + Ports.FRONT_TLS.at(options.portOffset());
    }

    public List<String> gateways() {
        return IntStream.range(0, options.gateways())
                .mapToObj(gateway -> "http://localhost:" + Ports.GATEWAY.at(options.portOffset(), gateway))
                .toList();
    }

    public String gatewayTls() {
        return "https://localhost:" + Ports.GATEWAY_TLS.at(options.portOffset());
    }

    public String json() {
        return Json.text(Json.object(
                "front", front(),
                "frontTls", frontTls(),
                "gateway", gateways().getFirst(),
                "gatewayTls", gatewayTls(),
                "gateways", gateways(),
                "tokenEndpoint", front() + "/oauth2/token",
                "caCertificate", data.caCertificate(),
                "credentialsFile", data.credentials(),
                "backendHost", BACKEND_HOST,
                "pid", pid));
    }
}
