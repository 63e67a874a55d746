#pragma once

#include "ui/collection/livefeed.h"

#include <QObject>
#include <QTimer>

namespace gatehouse::collection {
class WindowModel;
}

namespace gatehouse::ui {

class CountWatch;

/// Keeps a list and its count fresh while the page is live and shown, and for a while after
/// something was done on it; lets relative times grow older on the screen.
class LiveReading final : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it.
    LiveReading(collection::WindowModel *model, CountWatch *count);

    void setLive(bool live);
    void setShown(bool shown);
    /// Without hints it reads every so often.
    void setPolling(bool polling, std::chrono::milliseconds interval);
    /// The source may have changed, in any number.
    void hint() { m_feed.hint(); }
    /// What was asked for just now is still under way.
    void expectChange();

signals:
    /// Whatever shows the list is to read.
    void due();
    /// A second has passed.
    void aged();

private:
    void update();
    void read();

    collection::WindowModel *m_model;
    CountWatch *m_count;
    LiveFeed m_feed;
    QTimer m_ageing;
    QTimer m_aftermath; ///< what was asked for is still under way
    QTimer m_recount; ///< the pause between two counts, which may cost more than a page
    bool m_isLive = false;
    bool m_isShown = false;
};

} // namespace gatehouse::ui
