#pragma once

#include "models/collection/source.h"
#include "models/metrics/chartvalues.h"

#include <QObject>

#include <memory>

/// What happened while something was measured, and may explain what the charts show.
namespace gatehouse::metrics {

struct Note
{
    Timestamp at; ///< of the first of several
    QString text; ///< "secrets.rotate stripe/acme, mira"; foreign text
    collection::Filter entries = {}; ///< of the ledger; empty: it is not told there
    bool operator==(const Note &) const = default;
};

/// Of entries of the ledger, in any order, which are rows of ledgerCollection(): the oldest first.
/// Those of one bucket are one note, the same action told once with its number.
QList<Note> notesOf(const std::vector<collection::Row> &entries, const Buckets &buckets,
                    const QTimeZone &zone);

/// When circuit breakers opened and closed again, as exactly as a gauge's looks are: of the chart
/// "breakers". What stood open when the range began is not told.
QList<Note> breakerNotes(const ChartValues &breakers);

inline constexpr int mostNotedEntries = 200;

/// Reads what somebody, or the gateway itself, changed in a time: the newest entries of the ledger,
/// but for those that are about looking (events.reveal, events.raw, dlq.dry_run), about tests
/// (secrets.test, simulator.*), or that come every hour (retention.run). GUI thread.
class NotesReader final : public QObject
{
    Q_OBJECT

public:
    /// Rows of ledgerCollection().
    explicit NotesReader(std::shared_ptr<collection::Source> ledger, QObject *parent = nullptr);
    ~NotesReader() override;

    /// Gives up what is being read; the notes stay until there are others.
    void read(const Buckets &buckets, const QTimeZone &zone);
    void stop();

    const QList<Note> &notes() const { return m_notes; }
    /// There are earlier entries in that time, of which nothing is told.
    bool isCut() const { return m_isCut; }
    /// Of the last reading; nothing: it succeeded.
    const std::optional<Error> &error() const { return m_error; }

signals:
    /// Also when it failed.
    void ended();

private:
    std::shared_ptr<collection::Source> m_ledger;
    QFuture<Result<collection::Page>> m_reading;
    int m_generation = 0;
    QList<Note> m_notes;
    bool m_isCut = false;
    std::optional<Error> m_error;
};

} // namespace gatehouse::metrics
