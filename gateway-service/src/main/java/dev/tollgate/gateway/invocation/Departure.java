package dev.tollgate.gateway.invocation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/** The first step of an orderly stop: not ready, then a wait in which load balancers notice while calls are served as before. */
public final class Departure implements SmartLifecycle {

    private final ApplicationContext context;
    private final Duration wait;
    private final AtomicBoolean announced = new AtomicBoolean();
    private volatile boolean running;

    Departure(ApplicationContext context, Duration wait) {
        this.context = context;
        this.wait = wait;
    }

    /** Returns after the wait; does nothing a second time. */
    public void announce() {
        if (!announced.compareAndSet(false, true)) {
            return;
        }
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        try {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        announce();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
