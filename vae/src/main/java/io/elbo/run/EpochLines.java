package io.elbo.run;

import io.elbo.data.DataException;
import io.elbo.data.file.FileText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a growing file with a header and a line per epoch. Each time it reads only new lines. If the last known line is not where it was, the
 * file is read from the start. Thread-safe.
 */
public final class EpochLines<T> {
    private static final int CHUNK = 1 << 16;
    /** The greatest number of epochs. */
    private static final int MOST_LINES = 1_000_000;

    private static final int MOST_LINE_BYTES = 1 << 20;
    /** The greatest share of Java's memory; numbers take about as much as their text. */
    private static final int PART_OF_MEMORY = 4;

    private final Path file;
    private final Format<T> format;
    private final List<T> known = new ArrayList<>();
    private Stamp stamp;
    private List<T> answer = List.of();
    /** The longest line, with its line break. */
    private byte[] lastLine = new byte[0];

    private volatile long end;
    private volatile int size;

    /** The format of the lines. */
    interface Format<T> {
        /** @throws DataException if this is the header of another file */
        void header(String line);

        /** @throws DataException if the line is not valid, naming it */
        T line(String line, int number);
    }

    private record Stamp(Object time, long size, Object key) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(of.lastModifiedTime(), of.size(), of.fileKey());
        }
    }

    EpochLines(Path file, Format<T> format) {
        this.file = file;
        this.format = format;
    }

    /** Returns the number of known epochs. */
    public int size() {
        return size;
    }

    /** Estimates the number of bytes to read, without waiting. */
    public long unread() {
        try {
            return Math.abs(Files.size(file) - end);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Returns all epochs of the file.
     *
     * @return empty if there is no file
     * @throws DataException if the file is not valid, naming the file and the line
     */
    public synchronized List<T> read() {
        if (!Files.isRegularFile(file)) {
            forget();
            return answer;
        }
        try {
            Stamp now = Stamp.of(file);
            if (!now.equals(stamp)) {
                stamp = null; // until all is read
                checkSize(now.size);
                try (SeekableByteChannel channel = Files.newByteChannel(file)) {
                    if (!goesOn(channel)) {
                        forget();
                    }
                    channel.position(end);
                    lines(Channels.newInputStream(channel));
                }
                answer = List.copyOf(known);
                size = known.size();
                stamp = now;
            }
            return answer;
        } catch (IOException e) {
            forget();
            throw new DataException(file + ": cannot be read: " + FileText.reason(e), e);
        } catch (DataException e) {
            forget();
            throw e;
        }
    }

    /** Rejects a file that would not fit into memory. */
    private void checkSize(long bytes) {
        long most = Runtime.getRuntime().maxMemory() / PART_OF_MEMORY;
        if (bytes > most) {
            throw tooLarge(bytes + " bytes, and with the memory that Java may use, at most " + most + " are read");
        }
    }

    private DataException tooLarge(String why) {
        return new DataException(file + ": is too large: " + why);
    }

    private void forget() {
        known.clear();
        answer = List.of();
        lastLine = new byte[0];
        stamp = null;
        end = 0;
        size = 0;
    }

    /** Returns whether the known lines are still the start of the file. */
    private boolean goesOn(SeekableByteChannel channel) throws IOException {
        if (channel.size() < end) {
            return false;
        }
        ByteBuffer there = ByteBuffer.allocate(lastLine.length);
        channel.position(end - lastLine.length);
        while (there.hasRemaining() && channel.read(there) >= 0) {
            // all of it
        }
        return !there.hasRemaining() && Arrays.equals(there.array(), lastLine);
    }

    private void lines(InputStream in) throws IOException {
        byte[] chunk = new byte[CHUNK];
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            int from = 0;
            for (int i = 0; i < n; i++) {
                if (chunk[i] == '\n') {
                    rest.write(chunk, from, i + 1 - from);
                    line(rest.toByteArray());
                    rest.reset();
                    from = i + 1;
                }
            }
            rest.write(chunk, from, n - from);
            if (rest.size() > MOST_LINE_BYTES) {
                throw tooLarge("line " + (end == 0 ? 1 : known.size() + 2) + " does not end");
            }
        }
        if (rest.size() > 0 || end == 0) {
            throw new DataException(file + ": ends within line " + (end == 0 ? 1 : known.size() + 2));
        }
    }

    private void line(byte[] bytes) {
        String line = new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
        if (end == 0) {
            format.header(line);
        } else {
            if (known.size() >= MOST_LINES) {
                throw tooLarge("no training has more than " + MOST_LINES + " epochs");
            }
            known.add(format.line(line, known.size() + 2));
        }
        lastLine = bytes;
        end += bytes.length;
    }
}
