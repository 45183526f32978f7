package dev.tollgate.gateway.keyvalidation;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tollgate.contract.key.Credential;
import dev.tollgate.contract.key.ValidateRequest;
import dev.tollgate.contract.key.ValidateResponse;
import dev.tollgate.gateway.deployment.FeedState;
import dev.tollgate.gateway.deployment.SealedFile;
import dev.tollgate.gateway.keyvalidation.Authenticator.Known;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Carries what is known of opaque tokens and API keys over a restart, so that a node that starts while the Key Manager is away goes on
 * serving them, as long as the grace lasts. Only hashes and verdicts are written. What was taken back meanwhile is refused as ever: each
 * call looks that up in the key tables. What is older than the grace is dropped, since it would not be served from anyway.
 */
final class KeptVerdicts implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KeptVerdicts.class);

    private final Authenticator authenticator;
    private final SealedFile file;
    private final Supplier<FeedState> feed;
    private final Duration grace;
    private final Duration interval;
    private final InstantSource clock;
    private @Nullable ScheduledExecutorService thread;
    private boolean there;
    private long written;

    KeptVerdicts(
            Authenticator authenticator,
            SealedFile file,
            Supplier<FeedState> feed,
            Duration grace,
            Duration interval,
            InstantSource clock) {
        this.authenticator = authenticator;
        this.file = file;
        this.feed = feed;
        this.grace = grace;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public void start() {
        try {
            file.read(clock.instant().minus(grace)).ifPresent(this::restore);
        } catch (IOException | RuntimeException unusable) {
            log.warn("verdicts on disk are not usable, keys will be asked for: {}", unusable.getMessage());
        }
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("verdicts").factory());
        thread = started;
        long each = interval.toMillis();
        var unused = started.scheduleWithFixedDelay(this::save, each, each, TimeUnit.MILLISECONDS);
    }

    private void restore(byte[] content) {
        try {
            List<Known> earlier = parse(content);
            authenticator.restore(earlier);
            there = true;
            log.info("{} verdicts restored from disk", earlier.size());
        } catch (IOException damaged) {
            log.warn("verdicts on disk are not usable, keys will be asked for: {}", damaged.getMessage());
        }
    }

    private synchronized void save() {
        try {
            long learnt = authenticator.learnt();
            FeedState state = feed.get();
            if (!state.live()) {
                return; // nothing is newer than what is on disk
            }
            Instant current = clock.instant().minusNanos(state.ageNanos());
            if (learnt != written) {
                file.write(bytes(authenticator.kept()), current);
                written = learnt;
                there = true;
            } else if (there) {
                file.confirm(current);
            }
        } catch (IOException | RuntimeException failure) {
            log.warn("verdicts cannot be kept on disk: {}", failure.toString());
        }
    }

    /** The questions as they would be asked, then their answers. */
    static byte[] bytes(List<Known> known) throws IOException {
        ValidateRequest.Builder questions = ValidateRequest.newBuilder();
        ValidateResponse.Builder answers = ValidateResponse.newBuilder();
        for (Known each : known) {
            questions.addCredentials(Credential.newBuilder()
                    .setKind(each.kind())
                    .setHash(each.hash().bytes()));
            answers.addVerdicts(Verdicts.message(each.token()));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        questions.build().writeDelimitedTo(bytes);
        answers.build().writeDelimitedTo(bytes);
        return bytes.toByteArray();
    }

    static List<Known> parse(byte[] content) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(content);
        List<Credential> questions =
                ValidateRequest.parser().parseDelimitedFrom(bytes).getCredentialsList();
        List<dev.tollgate.contract.key.TokenVerdict> answers =
                ValidateResponse.parser().parseDelimitedFrom(bytes).getVerdictsList();
        if (questions.size() != answers.size()) {
            throw new InvalidProtocolBufferException("questions and answers differ in number");
        }
        List<Known> known = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            Credential question = questions.get(i);
            if (Verdicts.of(answers.get(i)) instanceof KeyVerdict.Valid(TokenVerdict token)) {
                known.add(new Known(question.getKind(), TokenHash.of(question.getHash()), token));
            }
        }
        return known;
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        thread = null;
        if (running != null) {
            running.shutdown();
        }
        save();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before the web server and after it at a stop, and after the feeds' start: their state on disk is what this one goes with. */
    @Override
    public int getPhase() {
        return 1;
    }
}
