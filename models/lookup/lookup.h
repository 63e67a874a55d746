#pragma once

#include "models/collection/descriptor.h"
#include "models/collection/source.h"
#include "models/lookup/readings.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace gatehouse::lookup {

/// A collection that is looked in.
struct Place
{
    collection::Descriptor descriptor;
    std::shared_ptr<collection::Source> source;
};

/// What came of one reading.
struct Finding
{
    Reading reading;
    const collection::Descriptor *descriptor = nullptr; ///< of its place; the Lookup's
    std::vector<collection::Row> rows; ///< the newest, at most Lookup::mostRows
    bool hasMore = false;
    bool isDone = false; ///< all was looked at, or enough was found
    /// While it is not done: how far it has come, as a share of the list's whole time.
    std::optional<double> share;
    std::optional<Error> error;
    qint64 milliseconds = 0; ///< when it was done

    collection::Filter filter() const { return {{reading.condition}}; }
};

/// Tries a text against every kind of id and name at once, and says what it found as it comes. One
/// query at a time, so that the lists behind it are not kept waiting; what a later text makes
/// needless is cancelled on the server. In the GUI thread.
class Lookup : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostRows = 3;

    explicit Lookup(std::vector<Place> places, QObject *parent = nullptr);
    ~Lookup() override;

    /// Replaces what is being looked for. Fields that a place's descriptor does not have are left
    /// out.
    void search(const QString &text);
    /// What was found stays.
    void stop();

    /// In the order of readingsOf(); those that were not asked yet are not among them.
    const std::vector<Finding> &findings() const { return m_findings; }
    bool isRunning() const { return m_isRunning; }

signals:
    void changed();

private:
    void askNext();
    void ask(const std::optional<collection::RowKey> &from);
    void take(const Result<collection::Page> &answer);
    const Place *placeOf(const Reading &reading) const;

    std::vector<Place> m_places;
    QList<Reading> m_waiting;
    std::vector<Finding> m_findings;
    QFuture<Result<collection::Page>> m_asking;
    QElapsedTimer m_timer;
    bool m_isRunning = false;
    quint64 m_search = 0; ///< an answer to an earlier one is dropped
};

} // namespace gatehouse::lookup
