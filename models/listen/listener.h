#pragma once

#include "models/listen/forwarder.h"
#include "models/listen/place.h"

#include <QFuture>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace gatehouse::listen {

/// What is forwarded, and to whom.
struct ListenWish
{
    collection::Filter filter;
    replay::Target target;
    replay::Preparation preparation;
    /// From when on, given the gateway's time; nothing: from where the same wish ended, at first
    /// from now.
    std::function<std::optional<Timestamp>(Timestamp now)> since = {};
    /// Where the same wish ended longer ago, it is asked first: Listener::leftLongAgo(). Nothing:
    /// it is gone on from there.
    std::optional<std::chrono::seconds> asksAfter = {};
};

/// What a listener works with. What is referred to outlives it.
struct ListenServices
{
    AdminClient &api;
    const Clock &clock;
    std::shared_ptr<collection::Source> events;
    QString journalFile; ///< which has the key that masks are made under
    /// For the target's signing secrets; asked for only when they are needed.
    replay::OpenStore openStore;
};

/// Whether what is sent there arrives at the gateway that it is from.
bool leadsBack(const replay::Target &target, const QUrl &gateway);

/// Forwards new events from the place where the same wish ended, and keeps that place, also when it
/// is deleted. In the GUI thread; nothing blocks it but to write the place, a small file.
class Listener final : public QObject
{
    Q_OBJECT

public:
    Listener(ListenServices services, ListenWish wish, QObject *parent = nullptr);
    ~Listener() override;

    void start();
    // One of these after leftLongAgo().
    void goOn();
    void beginNow();

signals:
    /// Somebody last listened then; nothing is sent until it is said from when on.
    void leftLongAgo(Timestamp until);
    /// Events that were received since then will be forwarded.
    void started(Timestamp since);
    void forwarded(const gatehouse::listen::Forwarded &event);
    /// No answer, or no event; it is tried again after that pause.
    void waiting(const gatehouse::Error &error, std::chrono::milliseconds pause);
    /// It has ended: as it is wished, no event can be sent. Delete it later, not in this.
    void failed(const gatehouse::Error &error);

private:
    void readMaskKey();
    void openStore();
    void askTime(void (Listener::*next)());
    void begin();
    Timestamp::duration gatewayAhead() const;
    Timestamp gatewayNow() const;
    void followFromNow();
    void follow(const Place &from);
    Result<> keep(Place place) const;
    bool isLongAgo(const Place &place) const;
    Place place() const;
    void fail(const Error &error);
    void remember();
    void save();

    ListenServices m_services;
    ListenWish m_wish;
    ForwardPlan m_plan;
    std::optional<Bookmark> m_bookmark;
    std::unique_ptr<Forwarder> m_forwarder;
    Timestamp::duration m_gatewayAhead{}; ///< of our clock, when it was last asked
    QTimer m_saving; ///< while it runs, the place was saved a moment ago
    bool m_isUnsaved = false;
};

} // namespace gatehouse::listen
