#pragma once

#include <QString>
#include <QStringView>

namespace gatehouse::collection {

/// The six shapes of a status; each has a colour and an icon of its own in the window.
enum class StatusShape {
    Received, ///< hollow circle
    Queued, ///< clock
    Processed, ///< check
    Failed, ///< cross
    Discarded, ///< slash
    DeadLettered, ///< box with a cross
};

/// The shape of a status word of events, jobs or dead letters, as it stands in the views, or of an
/// answer ("202 queued", "401 signature_mismatch", "503 failed"). A word that is not known (of a
/// newer gateway) is Received: the neutral one.
StatusShape statusShape(QStringView word);

/// The word as people read it, translated: "re-enqueued" for reenqueued, "401 signature" for
/// 401 signature_mismatch, "429 rate limited".
/// An unknown word is given back with its control characters made visible.
QString statusTitle(const QString &word);

} // namespace gatehouse::collection
