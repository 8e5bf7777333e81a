package io.elbo.studio.request;

import io.elbo.run.RunData;
import io.elbo.spec.PictureSettings;

/** Converts the recorded data of a run to a request that reopens them. */
public final class DataRequest {
    private static final String SKIP = "skip";

    private DataRequest() {}

    /** Returns the request that opens the data of a run. */
    public static TrainRequest of(RunData data) {
        TrainRequest request = TrainRequest.NONE;
        request = with(request, TrainSetting.DATA, data.data());
        request = with(request, TrainSetting.DATA_DIR, data.dataDir());
        request = with(request, TrainSetting.RESIZE, data.resize());
        request = with(request, TrainSetting.LIMIT, data.limit());
        request = with(request, TrainSetting.LEAVE_OUT, data.leaveOut());
        request = with(request, TrainSetting.PAIRS, data.pairs());
        request = with(request, TrainSetting.RESIZE_PAIRS, data.resizePairs());
        if (data.reading() != null) {
            request = with(request, data.reading());
        }
        return data.pictures() == null ? request : with(request, data.pictures());
    }

    private static TrainRequest with(TrainRequest before, RunData.Reading reading) {
        TrainRequest request = before;
        request = with(request, TrainSetting.DELIMITER, "\t".equals(reading.delimiter()) ? "tab" : reading.delimiter());
        request = with(request, TrainSetting.QUOTE, reading.quote());
        request = with(request, TrainSetting.ENCODING, reading.encoding());
        request = with(request, TrainSetting.DECIMAL_COMMA, reading.decimalComma());
        request = with(request, TrainSetting.SHEET, reading.sheet());
        if (reading.header() != null) {
            request = request.with(reading.header() ? TrainSetting.HEADER : TrainSetting.NO_HEADER, null);
        }
        return with(request, TrainSetting.BROKEN, reading.skipBroken() ? SKIP : null);
    }

    private static TrainRequest with(TrainRequest before, PictureSettings pictures) {
        TrainRequest request = before;
        request = with(request, TrainSetting.BACKGROUND, pictures.background());
        request = with(request, TrainSetting.WHITE, pictures.white());
        return with(request, TrainSetting.BROKEN, Boolean.TRUE.equals(pictures.skipBroken()) ? SKIP : null);
    }

    /** @param value the value, or null if it was not given */
    private static TrainRequest with(TrainRequest request, TrainSetting setting, Object value) {
        return value == null ? request : request.with(setting, value.toString());
    }
}
