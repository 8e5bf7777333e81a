package io.elbo.data.image;

import io.elbo.data.DataException;
import io.elbo.data.DataProblem;
import io.elbo.data.ImageSize;
import io.elbo.data.file.FileText;
import io.elbo.data.picture.Picture;
import io.elbo.data.picture.PictureFile;
import io.elbo.parallel.Threads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The readable pictures of a list.
 *
 * @param listing of these pictures only
 * @param pictures [listing], all of one size
 * @param report what was done to them
 */
record PictureBatch(PictureListing listing, List<Picture> pictures, PictureReport report) {
    /** Pictures decoded at a time, in parallel. This many are in memory in addition to the pictures that are kept. */
    private static final int AT_A_TIME = 256;

    /** @throws DataException as {@link ImageFolder#read(Path, Optional, PictureReading, java.util.function.Consumer)} */
    static PictureBatch read(PictureListing listing, Optional<ImageSize> resize, PictureReading reading) {
        int white = reading.white().orElse(PictureReading.MOST);
        List<Integer> rows = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        List<Attempt> broken = new ArrayList<>();
        DataException sizes = null;
        for (int begin = 0; begin < listing.files().size(); begin += AT_A_TIME) {
            int end = Math.min(begin + AT_A_TIME, listing.files().size());
            for (Attempt attempt : attempts(listing, begin, end, resize, reading, white)) {
                if (attempt.picture == null) {
                    broken.add(attempt);
                } else if (sizes == null && !pictures.isEmpty() && !sameSize(pictures.get(0), attempt.picture)) {
                    sizes = differing(listing, rows.get(0), pictures.get(0), attempt);
                } else if (sizes == null) {
                    rows.add(attempt.row);
                    pictures.add(attempt.picture);
                }
            }
        }
        requireWhole(listing, broken, reading);
        if (sizes != null) {
            throw sizes;
        }
        PictureListing whole = listing.select(rows);
        Optional<PictureReading> scaled = scaled(pictures, reading);
        if (scaled.isPresent() && scaled.get().white().getAsInt() != white) {
            developAgain(whole, pictures, resize, scaled.get());
        }
        return new PictureBatch(
                whole, pictures, report(listing, pictures, broken, reading, used(pictures, scaled.orElse(reading))));
    }

    private static List<Attempt> attempts(
            PictureListing listing, int begin, int end, Optional<ImageSize> resize, PictureReading reading, int white) {
        return Threads.list(
                end - begin, i -> Attempt.at(begin + i, listing.files().get(begin + i), resize, reading, white));
    }

    /** Returns the reading with the white of pictures of more than 8 bits; empty if there are none. */
    private static Optional<PictureReading> scaled(List<Picture> pictures, PictureReading reading) {
        int largest = pictures.stream()
                .mapToInt(picture -> picture.seen().largest())
                .max()
                .orElse(0);
        int full = Math.max(255, 2 * Integer.highestOneBit(largest) - 1);
        return largest == 0
                ? Optional.empty()
                : Optional.of(reading.withWhite(reading.white().orElse(full)));
    }

    private static PictureReading used(List<Picture> pictures, PictureReading reading) {
        boolean grey = pictures.stream().allMatch(picture -> picture.shape().channels() == 1);
        return grey ? reading : reading.inColour();
    }

    /**
     * Decodes pictures again with the scale of the folder, which is known only once all its pictures are read. Keeping samples of
     * 16 bits instead would take twice the memory.
     */
    private static void developAgain(
            PictureListing whole, List<Picture> pictures, Optional<ImageSize> resize, PictureReading reading) {
        int white = reading.white().orElseThrow();
        List<Picture> again = Threads.list(
                pictures.size(),
                row -> pictures.get(row).seen().deep()
                        ? PictureFile.read(whole.files().get(row), resize, reading.background(), white)
                        : pictures.get(row));
        pictures.clear();
        pictures.addAll(again);
    }

    private static void requireWhole(PictureListing listing, List<Attempt> broken, PictureReading reading) {
        int all = listing.files().size();
        if (broken.isEmpty() || reading.skipBroken() && broken.size() < all) {
            return;
        }
        if (broken.size() == 1) {
            throw new DataException(broken.get(0).failure.getMessage(), DataProblem.BROKEN_PICTURES);
        }
        throw new DataException(
                FileText.of(listing.folder()) + ": "
                        + (broken.size() == all ? "none" : broken.size()) + " of " + all + " pictures "
                        + (broken.size() == all ? "can" : "cannot") + " be read: "
                        + PictureReport.list(reasons(listing, broken), PictureReport.LISTED)
                        + "; repair or remove them",
                DataProblem.BROKEN_PICTURES);
    }

    private static List<PictureReport.Broken> reasons(PictureListing listing, List<Attempt> broken) {
        List<String> names = listing.names();
        return broken.stream()
                .map(attempt -> new PictureReport.Broken(
                        names.get(attempt.row), attempt.reason(listing.files().get(attempt.row))))
                .toList();
    }

    private static boolean sameSize(Picture one, Picture other) {
        return one.shape().width() == other.shape().width()
                && one.shape().height() == other.shape().height();
    }

    private static DataException differing(PictureListing listing, int firstRow, Picture first, Attempt other) {
        return new DataException(
                "pictures differ in size: "
                        + FileText.of(listing.files().get(firstRow)) + " is " + size(first) + ", "
                        + FileText.of(listing.files().get(other.row)) + " is " + size(other.picture),
                DataProblem.SIZES_DIFFER);
    }

    private static String size(Picture picture) {
        return picture.shape().width() + "x" + picture.shape().height();
    }

    private static PictureReport report(
            PictureListing listing,
            List<Picture> pictures,
            List<Attempt> broken,
            PictureReading given,
            PictureReading used) {
        int white = used.white().orElse(PictureReading.MOST);
        return new PictureReport(
                FileText.of(listing.folder()),
                pictures.size(),
                used,
                used.white().isPresent() && given.white().isEmpty(),
                reasons(listing, broken),
                listing.passedOver(),
                count(pictures, Picture.Seen::transparent),
                count(pictures, Picture.Seen::hidden),
                count(pictures, Picture.Seen::turned),
                count(pictures, Picture.Seen::ink),
                count(pictures, Picture.Seen::several),
                count(pictures, Picture.Seen::deep),
                count(pictures, seen -> seen.largest() > white));
    }

    private static int count(List<Picture> pictures, Predicate<Picture.Seen> wanted) {
        return (int) pictures.stream().map(Picture::seen).filter(wanted).count();
    }

    /** The picture of a row, or the reason why it cannot be read. */
    private record Attempt(int row, Picture picture, DataException failure) {
        static Attempt at(int row, Path file, Optional<ImageSize> resize, PictureReading reading, int white) {
            try {
                return new Attempt(row, PictureFile.read(file, resize, reading.background(), white), null);
            } catch (DataException e) {
                return new Attempt(row, null, e);
            }
        }

        /** Returns the reason without the name of the file. */
        String reason(Path file) {
            return failure.getMessage().substring(FileText.of(file).length() + 2);
        }
    }
}
