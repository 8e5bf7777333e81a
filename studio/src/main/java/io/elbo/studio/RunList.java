package io.elbo.studio;

import io.elbo.data.DataException;
import io.elbo.run.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The runs of a folder: its sub-folders that are runs, or are becoming one. They are asked for by ids, keyed hashes of their names: a
 * path never comes from outside, and an id says nothing.
 */
final class RunList {
    private static final String HASH = "HmacSHA256";
    private static final int ID_BYTES = 16;
    private static final int KEY_BYTES = 32;

    private final Path root;
    private final SecretKeySpec key;
    /** Of the last look, and those found since. */
    private final Map<String, StudioRun> known = new ConcurrentHashMap<>();
    /** Folders of trainings that were started here and may not have written anything yet. */
    private final Map<Path, Process> started = new ConcurrentHashMap<>();

    RunList(Path root) {
        this.root = root;
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        key = new SecretKeySpec(secret, HASH);
    }

    Path root() {
        return root;
    }

    /** All runs, by name. */
    List<StudioRun> all() {
        List<StudioRun> runs = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
            for (Path folder : folders) {
                if (isRun(folder)) {
                    runs.add(run(folder));
                }
            }
        } catch (IOException e) {
            throw new DataException(root + ": cannot be listed", e);
        }
        runs.sort(Comparator.comparing(StudioRun::name));
        known.keySet().retainAll(runs.stream().map(StudioRun::id).toList());
        runs.forEach(run -> known.put(run.id(), run));
        return runs;
    }

    /** The run of an id. */
    StudioRun get(String id) {
        StudioRun run = known.get(id);
        if (run == null && id.length() == 2 * ID_BYTES) {
            all();
            run = known.get(id);
        }
        if (run == null || !isRun(run.folder())) {
            throw Problem.absent("there is no such run");
        }
        return run;
    }

    /** The run of a folder, whether it is one yet or not. */
    StudioRun run(Path folder) {
        String name = folder.getFileName().toString();
        return new StudioRun(id(name), name, folder);
    }

    /** A training was started here. */
    void started(Path folder, Process process) {
        started.put(folder, process);
    }

    /** Whether a training that was started here goes on, as far as its process tells. */
    boolean isAlive(StudioRun run) {
        Process process = started.get(run.folder());
        return process != null && process.isAlive();
    }

    /** The run is no more. */
    void forget(StudioRun run) {
        started.remove(run.folder());
        known.remove(run.id());
    }

    private boolean isRun(Path folder) {
        // links are not followed: what they lead to is not in this folder
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && (RunFolder.isOne(folder) || started.containsKey(folder));
    }

    private String id(String name) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(key);
            byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ids of all that is known, for what is kept of runs. */
    java.util.Set<String> ids() {
        return Collections.unmodifiableSet(known.keySet());
    }
}
