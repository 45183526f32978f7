package dev.tollgate.gateway.keyvalidation;

import dev.tollgate.contract.key.Credential;
import dev.tollgate.contract.key.CredentialKind;
import dev.tollgate.contract.key.KeyValidationGrpc;
import dev.tollgate.contract.key.ValidateRequest;
import dev.tollgate.contract.key.ValidateResponse;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Questions to the Key Manager about opaque tokens and API keys. The first goes out at once; those that come while two
 * requests are on their way share the next one, and equal ones that wait are asked once.
 */
final class KeyQuestions {

    private static final int AT_ONCE = 2;
    private static final int BATCH = 256;
    private static final int MAX_WAITING = 50_000;

    private final Supplier<ManagedChannel> channel;
    private final Duration timeout;
    private final Queue<Question> waiting = new ArrayDeque<>();
    private final Map<Subject, Question> byCredential = new HashMap<>();
    private int underWay;

    KeyQuestions(Supplier<ManagedChannel> channel, Duration timeout) {
        this.channel = channel;
        this.timeout = timeout;
    }

    private record Subject(CredentialKind kind, TokenHash hash) {}

    private record Question(Subject subject, Sinks.One<KeyVerdict> answer) {}

    /** Asked after this call was made, never answered from an earlier question that is already under way. */
    Mono<KeyVerdict> ask(CredentialKind kind, TokenHash hash) {
        Question question;
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING) {
                return Mono.just(new KeyVerdict.NotNow());
            }
            Subject subject = new Subject(kind, hash);
            Question queued = byCredential.get(subject);
            if (queued != null) {
                return queued.answer.asMono();
            }
            question = new Question(subject, Sinks.one());
            byCredential.put(subject, question);
            waiting.add(question);
        }
        send();
        return question.answer.asMono();
    }

    private void send() {
        while (true) {
            List<Question> batch = new ArrayList<>();
            synchronized (this) {
                if (underWay >= AT_ONCE || waiting.isEmpty()) {
                    return;
                }
                while (batch.size() < BATCH && !waiting.isEmpty()) {
                    Question question = waiting.remove();
                    byCredential.remove(question.subject);
                    batch.add(question);
                }
                underWay++;
            }
            ValidateRequest.Builder request = ValidateRequest.newBuilder();
            for (Question question : batch) {
                request.addCredentials(
                        Credential.newBuilder().setKind(question.subject.kind).setHash(question.subject.hash.bytes()));
            }
            ManagedChannel connection = channel.get();
            connection.resetConnectBackoff();
            KeyValidationGrpc.newStub(connection)
                    .withWaitForReady()
                    .withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .validate(request.build(), new Answers(batch));
        }
    }

    private final class Answers implements StreamObserver<ValidateResponse> {

        private final List<Question> batch;
        private int answered;

        Answers(List<Question> batch) {
            this.batch = batch;
        }

        @Override
        public void onNext(ValidateResponse response) {
            for (; answered < Math.min(batch.size(), response.getVerdictsCount()); answered++) {
                batch.get(answered).answer.tryEmitValue(Verdicts.of(response.getVerdicts(answered)));
            }
        }

        @Override
        public void onError(Throwable failure) {
            done();
        }

        @Override
        public void onCompleted() {
            done();
        }

        private void done() {
            for (; answered < batch.size(); answered++) {
                batch.get(answered).answer.tryEmitValue(new KeyVerdict.NotNow());
            }
            synchronized (KeyQuestions.this) {
                underWay--;
            }
            send();
        }
    }
}
