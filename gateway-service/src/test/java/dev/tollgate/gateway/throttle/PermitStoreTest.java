package dev.tollgate.gateway.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PermitStoreTest {

    private static final long NOW = 1_000_000_000L;

    @Test
    void aLeaseIsSpentToTheEndAndNotBeyond() {
        Lease lease = new Lease(1, 3, NOW + 10);
        assertThat(lease.take(NOW)).isEqualTo(2);
        assertThat(lease.take(NOW)).isEqualTo(1);
        assertThat(lease.take(NOW)).isZero();
        assertThat(lease.take(NOW)).isNegative();
    }

    @Test
    void aLeaseIsNotSpentAtItsEndOrAfterIt() {
        Lease lease = new Lease(1, 3, NOW);
        assertThat(lease.take(NOW)).isNegative();
        assertThat(lease.take(NOW + 1)).isNegative();
        assertThat(lease.close()).isEqualTo(3);
    }

    @Test
    void everyPermitIsTakenOnceOrReturnedOnce() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            Lease lease = new Lease(1, 10_000, NOW + 1);
            AtomicLong taken = new AtomicLong();
            List<Thread> spenders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                spenders.add(Thread.ofPlatform().start(() -> {
                    for (int j = 0; j < 2_000; j++) {
                        if (lease.take(NOW) >= 0) {
                            taken.incrementAndGet();
                        }
                    }
                }));
            }
            long returned = lease.close();
            for (Thread spender : spenders) {
                spender.join();
            }
            assertThat(taken.get() + returned).isEqualTo(10_000);
        }
    }
}
