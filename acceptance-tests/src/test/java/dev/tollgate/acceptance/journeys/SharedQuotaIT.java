package dev.tollgate.acceptance.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.ThrottlingPolicies.Level;
import dev.tollgate.acceptance.people.ThrottlingPolicies.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several threads on one key over several gateways share one quota, to the call. */
@OnTollgate
@Tag("J4")
class SharedQuotaIT {

    private static final int QUOTA = 1_000;
    private static final int THREADS = 4;
    private static final int CALLS_A_THREAD = 300;

    private final Installation installation;
    private final EchoBackend backend;
    private final Api api;
    private final Authorization token;

    SharedQuotaIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.backend = backend;
        String tier = people.administrator().policy(Level.SUBSCRIPTION, Quota.perHour(QUOTA));
        this.api = people.alice().publish(ApiDraft.on(backend.url()).offering(tier));
        var application = people.bob().application();
        application.subscribe(api, tier);
        this.token = application.token();
    }

    @Test
    void fourThreadsOnOneKeyGetExactlyAThousandCallsThroughTwoGateways() throws Exception {
        int first = installation
                .gateways()
                .untilEachAnswers(200, api.path("/shared"), token)
                .size();
        List<Answer> answers = atOnce(IntStream.range(0, THREADS)
                .<Callable<List<Answer>>>mapToObj(thread -> () -> IntStream.range(0, CALLS_A_THREAD)
                        .mapToObj(call -> installation
                                .gateways()
                                .one(thread + call)
                                .as(token)
                                .get(api.path("/shared")))
                        .toList())
                .toList());

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(QUOTA - first);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .hasSize(THREADS * CALLS_A_THREAD - (QUOTA - first))
                .allSatisfy(answer -> assertThat(answer.expect(429).code()).isEqualTo("900804"));
        assertThat(backend.received("/shared")).hasSize(QUOTA);
    }

    private static List<Answer> atOnce(List<Callable<List<Answer>>> work)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            List<Answer> all = new ArrayList<>();
            for (Future<List<Answer>> done : threads.invokeAll(work)) {
                all.addAll(done.get());
            }
            return all;
        }
    }
}
