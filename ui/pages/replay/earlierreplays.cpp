#include "ui/pages/replay/earlierreplays.h"

#include "services/core/inpool.h"
#include "services/core/whendone.h"
#include "ui/shell/counttext.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"

#include <QMenu>

namespace gatehouse::ui {

using replay::JournalledReplay;
using namespace Qt::StringLiterals;

namespace {

constexpr int mostShown = 20;

using Replays = QList<JournalledReplay>;

Result<Replays> replaysIn(const QString &journalFile)
{
    auto journal = replay::Journal::open(journalFile);
    return journal ? journal->replays() : Result<Replays>(failure(journal.error()));
}

bool hasLeftOver(const JournalledReplay &replay)
{
    return !replay.hasEnded && !replay.isRunning && replay.planned + replay.unknown > 0;
}

QString menuLine(const JournalledReplay &replay)
{
    const QString when = QLocale().toString(replay.createdAt.toLocalTime(), QLocale::ShortFormat);
    QString line = EarlierReplays::tr("%1 to %2: %3 events", "time, target, count")
                       .arg(when, widgets::visibleText(replay.target), countText(replay.items));
    if (replay.isRunning)
        line = EarlierReplays::tr("%1, running elsewhere").arg(line);
    else if (replay.planned > 0)
        line = EarlierReplays::tr("%1, %2 not sent").arg(line, countText(replay.planned));
    return line.replace(u'&', u"&&"_s);
}

} // namespace

QString leftOverText(const JournalledReplay &replay)
{
    const QString all = countText(replay.items);
    if (replay.unknown == 0)
        return EarlierReplays::tr("%1 of %2 events to %3 were not sent.")
            .arg(countText(replay.planned), all, replay.target);
    return EarlierReplays::tr("%1 of %2 events to %3 were not sent; whether %4 arrived is not "
                              "known.")
        .arg(countText(replay.planned), all, replay.target, countText(replay.unknown));
}

EarlierReplays::EarlierReplays(QString journalFile, QWidget *parent)
    : QPushButton(widgets::icon(u"document-open"_s), tr("Earlier"), parent)
    , m_journalFile(std::move(journalFile))
    , m_menu(new QMenu(this))
{
    setObjectName(u"earlierReplays"_s);
    setToolTip(tr("Replays of this user, also those that did not end"));
    m_menu->setObjectName(u"earlierMenu"_s);
    setMenu(m_menu);
    setEnabled(false);
}

EarlierReplays::~EarlierReplays()
{
    m_reading.cancel();
}

void EarlierReplays::refresh()
{
    m_reading.cancel();
    m_reading = inPool<Replays>([file = m_journalFile] { return replaysIn(file); });
    whenDone(m_reading, this, [this, reading = m_reading](const Result<Replays> &replays) {
        if (replays && !reading.isCanceled())
            take(*replays);
    });
}

void EarlierReplays::take(const Replays &replays)
{
    m_menu->clear();
    for (const JournalledReplay &replay : replays.mid(0, mostShown))
        connect(m_menu->addAction(menuLine(replay)), &QAction::triggered, this,
                [this, id = replay.id] { emit chosen(id); });
    setEnabled(!replays.isEmpty());
    for (const JournalledReplay &replay : replays) {
        if (hasLeftOver(replay) && !m_told.contains(replay.id)) {
            m_told += replay.id;
            return emit leftOver(replay); // one after the other
        }
    }
}

} // namespace gatehouse::ui
