/* SPDX-License-Identifier: Apache-2.0 */
package io.bascule.kafka.internal.consume;

import io.bascule.api.error.BasculeException;
import io.bascule.api.error.ErrorKind;
import io.bascule.api.runtime.Failpoint;
import io.bascule.api.runtime.Faults;
import io.bascule.api.runtime.Mistake;
import io.bascule.api.sync.WorkIntake;
import io.bascule.api.sync.WorkIntake.Outgoing;
import io.bascule.kafka.internal.log.Headers;
import io.bascule.kafka.internal.log.TopicNames;
import io.bascule.kafka.internal.log.TopicReader;
import io.bascule.kafka.internal.log.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what the {@code out} topics hold into durable work, and only then notes that it did. Work waits in the catalog, not
 * here: no integration ever holds a partition. One thread calls {@link #step()}.
 */
public final class OutgoingConsumer {
    private static final Logger log = LoggerFactory.getLogger(OutgoingConsumer.class);

    private final TopicReader reader;
    private final WorkIntake intake;
    private final Faults faults;
    private final OutgoingRecords records;
    private final AtomicLong skipped = new AtomicLong();

    /** A consumer that has not read yet. */
    public OutgoingConsumer(TopicReader reader, WorkIntake intake, TopicNames names, Faults faults) {
        this.reader = reader;
        this.intake = intake;
        this.faults = faults;
        this.records = new OutgoingRecords(names);
    }

    /**
     * Reads one batch, stores its work, then commits. Waits as long as the reader does.
     *
     * @return how many records were read
     * @throws BasculeException of kind {@link ErrorKind#TRANSIENT} if the work cannot be stored now: nothing was committed
     *     and the same records come again with the next call
     */
    public int step() {
        List<TopicRecord> batch = reader.poll();
        if (batch.isEmpty()) {
            return 0;
        }
        faults.hit(Failpoint.CONSUME_AFTER_POLL);
        if (faults.planted(Mistake.OFFSET_BEFORE_WORK)) {
            commit();
            accept(batch);
        } else {
            accept(batch);
            commit();
        }
        return batch.size();
    }

    /** How many records were left out since the start: not of our making, or refused by the engine. Thread-safe. */
    public long skipped() {
        return skipped.get();
    }

    private void commit() {
        faults.hit(Failpoint.OFFSET_BEFORE_COMMIT);
        reader.commit();
        faults.hit(Failpoint.OFFSET_AFTER_COMMIT);
    }

    private void accept(List<TopicRecord> batch) {
        List<Outgoing> work = work(batch);
        try {
            if (!work.isEmpty()) {
                intake.accept(work);
            }
        } catch (RuntimeException e) {
            if (passesByItself(e)) {
                reader.rewind();
                throw e;
            }
            acceptOneByOne(work);
        }
    }

    /** Finds the one that the engine cannot take, so that it does not stop the others. */
    private void acceptOneByOne(List<Outgoing> work) {
        for (Outgoing outgoing : work) {
            try {
                intake.accept(List.of(outgoing));
            } catch (RuntimeException e) {
                if (passesByItself(e)) {
                    reader.rewind();
                    throw e;
                }
                skipped.incrementAndGet();
                log.error("No work could be made of {}; it is skipped, the sweep tries it again", outgoing, e);
            }
        }
    }

    private static boolean passesByItself(RuntimeException failure) {
        return failure instanceof BasculeException known && known.code().kind() == ErrorKind.TRANSIENT;
    }

    private List<Outgoing> work(List<TopicRecord> batch) {
        List<Outgoing> work = new ArrayList<>(batch.size());
        int poison = 0;
        String first = "";
        for (TopicRecord record : batch) {
            try {
                work.add(records.read(record));
            } catch (PoisonException e) {
                first = poison == 0 ? describe(record) + ", because " + e.getMessage() : first;
                poison++;
            }
        }
        if (poison > 0) {
            skipped.addAndGet(poison);
            log.warn(
                    "Skipped {} of {} records that Bascule did not write; the first: {}. Only Bascule writes to out topics;"
                            + " find the program that does",
                    poison,
                    batch.size(),
                    first);
        }
        return work;
    }

    private static String describe(TopicRecord record) {
        return "topic " + record.topic() + ", key " + shortened(String.valueOf(record.key())) + ", ce_id "
                + shortened(String.valueOf(record.headers().get(Headers.ID)));
    }

    /** Bounded and on one line: it comes from outside. */
    private static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 60 ? line : line.substring(0, 60) + "...";
    }
}
