#pragma once

#include "services/replay/journal.h"

#include <QFuture>
#include <QPushButton>

class QMenu;

namespace gatehouse::ui {

/// A button with the last replays of the journal, of this window and of others, to be looked at and
/// gone on with. Reads the journal on a thread of its own.
///
/// Object names: earlierReplays, earlierMenu.
class EarlierReplays final : public QPushButton
{
    Q_OBJECT

public:
    EarlierReplays(QString journalFile, QWidget *parent);
    ~EarlierReplays() override;

    /// Reads the journal anew.
    void refresh();

signals:
    void chosen(const QString &id);
    /// Once for each: a program ended before it had sent all, and none sends the rest.
    void leftOver(const gatehouse::replay::JournalledReplay &replay);

private:
    void take(const QList<replay::JournalledReplay> &replays);

    QString m_journalFile;
    QMenu *m_menu;
    QFuture<Result<QList<replay::JournalledReplay>>> m_reading;
    QStringList m_told;
};

/// "30 of 50 events were not sent, and of 2 it is not known."
QString leftOverText(const replay::JournalledReplay &replay);

} // namespace gatehouse::ui

Q_DECLARE_METATYPE(gatehouse::replay::JournalledReplay)
