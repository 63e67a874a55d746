#pragma once

#include "models/collection/source.h"

#include <QFuture>
#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

class QTimer;

namespace gatehouse::alerts {

/// One alert, for who is told of it.
struct Fired
{
    Uuid id;
    QString rule;
    QString text; ///< what it is about, and what was measured
    bool isCritical = false;
    bool operator==(const Fired &) const = default;
};

/// Looks every so often at what fires, and tells of what it has not seen before. What fires when it
/// begins is counted, not told: the person has just come and sees the list. In the GUI thread.
class AlertFollower : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::seconds interval{20};
    /// Of those that fire, the newest; no more are looked at.
    static constexpr int most = 200;

    explicit AlertFollower(std::shared_ptr<collection::Source> alerts, QObject *parent = nullptr,
                           std::chrono::milliseconds every = interval);
    ~AlertFollower() override;

    /// Begins to look, at once; a gateway that has no alerts is asked no more.
    void start();
    /// So many fire that nobody has acknowledged; nothing while it is not known.
    std::optional<int> firing() const { return m_firing; }
    /// Or there are more of them than were looked at.
    bool areMore() const { return m_areMore; }

signals:
    /// Newest first, at least one.
    void fired(const QList<gatehouse::alerts::Fired> &news);
    void firingChanged();

private:
    void look();
    void take(const collection::Page &page);
    void setFiring(std::optional<int> firing);

    std::shared_ptr<collection::Source> m_alerts;
    QTimer *m_timer;
    QFuture<Result<collection::Page>> m_reading;
    bool m_hasLooked = false;
    collection::RowKey m_newest = {}; ///< of those that it has seen
    std::optional<int> m_firing;
    bool m_areMore = false;
};

} // namespace gatehouse::alerts
