#include "models/collection/statuswords.h"

#include "models/collection/celltext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace gatehouse::collection {

namespace {

struct StatusWord
{
    QStringView word;
    StatusShape shape;
    const char *title;
};

constexpr const char *statusContext = "gatehouse::collection::Status";

/// Of events, jobs, dead letters, secrets and AI calls: no word means two things.
constexpr std::array statusWords{
    StatusWord{u"received", StatusShape::Received,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "received")},
    StatusWord{u"queued", StatusShape::Queued,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "queued")},
    StatusWord{u"processed", StatusShape::Processed,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "processed")},
    StatusWord{u"failed", StatusShape::Failed,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "failed")},
    StatusWord{u"discarded", StatusShape::Discarded,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "discarded")},
    StatusWord{u"pending", StatusShape::Queued,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "pending")},
    StatusWord{u"running", StatusShape::Queued,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "running")},
    StatusWord{u"stuck", StatusShape::Failed,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "stuck")},
    StatusWord{u"waiting", StatusShape::Queued,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "waiting")},
    StatusWord{u"succeeded", StatusShape::Processed,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "succeeded")},
    StatusWord{u"dry_run", StatusShape::Received,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "dry run")},
    StatusWord{u"dead", StatusShape::Failed,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "dead")},
    StatusWord{u"cancelled", StatusShape::Discarded,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "cancelled")},
    StatusWord{u"open", StatusShape::DeadLettered,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "open")},
    StatusWord{u"reenqueued", StatusShape::Queued,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "re-enqueued")},
    StatusWord{u"duplicate", StatusShape::Received,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "duplicate")},
    StatusWord{u"recovered", StatusShape::Processed,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "recovered")},
    StatusWord{u"firing", StatusShape::Failed,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "firing")},
    StatusWord{u"acknowledged", StatusShape::Queued,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "acknowledged")},
    StatusWord{u"resolved", StatusShape::Processed,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "resolved")},
    StatusWord{u"ignored", StatusShape::Discarded,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "ignored")},
    StatusWord{u"ok", StatusShape::Processed,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "ok")},
    StatusWord{u"error", StatusShape::Failed,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "error")},
    StatusWord{u"timeout", StatusShape::Failed,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "timeout")},
    StatusWord{u"active", StatusShape::Processed,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "active")},
    StatusWord{u"retiring", StatusShape::Queued,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "retiring")},
    StatusWord{u"revoked", StatusShape::Discarded,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "revoked")},
    StatusWord{u"done", StatusShape::Processed,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "done")},
    StatusWord{u"not_eligible", StatusShape::Discarded,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "left out")},
    StatusWord{u"skipped", StatusShape::Discarded,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "not begun")},
    // Of answers alone, in short: the event says what was wrong.
    StatusWord{u"signature_mismatch", StatusShape::Discarded,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "signature")},
    StatusWord{u"timestamp_skew", StatusShape::Discarded,
               QT_TRANSLATE_NOOP("gatehouse::collection::Status", "timestamp")},
};

const StatusWord *findStatusWord(QStringView word)
{
    const auto found =
        std::find_if(statusWords.begin(), statusWords.end(),
                     [&](const StatusWord &candidate) { return candidate.word == word; });
    return found == statusWords.end() ? nullptr : &*found;
}

bool isAnswer(QStringView word)
{
    return word.size() > 4 && word[3] == u' '
        && std::all_of(word.begin(), word.begin() + 3, [](QChar c) { return c.isDigit(); });
}

/// A delivery that failed says so; a webhook that was refused is the sender's own trouble.
StatusShape answerShape(QChar firstDigit, QStringView outcome)
{
    if (outcome == u"duplicate")
        return StatusShape::Received;
    if (firstDigit == u'2')
        return StatusShape::Processed;
    return firstDigit == u'4' && outcome != u"failed" ? StatusShape::Discarded
                                                      : StatusShape::Failed;
}

QString answerTitle(const QString &word)
{
    const QString outcome = word.mid(4);
    const QString title =
        findStatusWord(outcome) ? statusTitle(outcome) : visibleText(outcome.left(displayLimit));
    return word.left(4) + QString(title).replace(u'_', u' ');
}

} // namespace

StatusShape statusShape(QStringView word)
{
    if (isAnswer(word))
        return answerShape(word[0], word.mid(4));
    const StatusWord *known = findStatusWord(word);
    return known ? known->shape : StatusShape::Received;
}

QString statusTitle(const QString &word)
{
    if (isAnswer(word))
        return answerTitle(word);
    const StatusWord *known = findStatusWord(word);
    return known ? QCoreApplication::translate(statusContext, known->title)
                 : visibleText(QStringView(word).left(displayLimit));
}

} // namespace gatehouse::collection
