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
 * The runs of a folder. A run is a subfolder that holds a run or belongs to a training that has just started. Requests name runs by ids,
 * which are keyed hashes of the folder names. So no path ever comes from outside, and an id reveals nothing.
 */
final class RunList {
    private static final String HASH = "HmacSHA256";
    private static final int ID_BYTES = 16;
    private static final int KEY_BYTES = 32;

    private final Path root;
    private final SecretKeySpec key;
    /** The runs of the last listing and those found since. */
    private final Map<String, StudioRun> known = new ConcurrentHashMap<>();
    /** The folders of trainings that this studio started and that may not have written anything yet. */
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

    /** Returns all runs, sorted by name. */
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

    /** Returns the run with an id. */
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

    /** Returns the run of a folder, even if the folder does not hold a run yet. */
    StudioRun run(Path folder) {
        String name = folder.getFileName().toString();
        return new StudioRun(id(name), name, folder);
    }

    /** Records that this studio started a training. */
    void started(Path folder, Process process) {
        started.put(folder, process);
    }

    /** Returns whether this studio started the training and its process is still alive. */
    boolean isAlive(StudioRun run) {
        Process process = started.get(run.folder());
        return process != null && process.isAlive();
    }

    /** Forgets a deleted run. */
    void forget(StudioRun run) {
        started.remove(run.folder());
        known.remove(run.id());
    }

    private boolean isRun(Path folder) {
        // links are not followed because their targets may be outside this folder
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

    /** Returns the ids of all known runs. */
    java.util.Set<String> ids() {
        return Collections.unmodifiableSet(known.keySet());
    }
}
