#pragma once

#include "ui/collection/countwatch.h"

#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace gatehouse::ui {

/// Counts what several views hold, one after the other, with a pause between two rounds: a sidebar
/// full of views costs the database no more than one count at a time. In the GUI thread.
class ViewCounts : public QObject
{
    Q_OBJECT

public:
    struct View
    {
        QString id;
        collection::Filter filter;
        /// Asked once, before the first count.
        std::function<std::shared_ptr<collection::Source>()> source;
    };

    /// The first round begins half a second after it is turned on, when the page has its rows.
    explicit ViewCounts(std::chrono::milliseconds pause = std::chrono::seconds(5),
                        QObject *parent = nullptr);
    ~ViewCounts() override;

    /// What is new among them is counted next; what has gone, or has another filter, is given up.
    void setViews(const QList<View> &views);
    /// Off: gives up what is under way. It is off at first.
    void setOn(bool on);
    /// Something may have changed; any number of times.
    void hint();

signals:
    void counted(const QString &viewId, const gatehouse::ui::PageCount &count);

private:
    struct Watched
    {
        View view;
        std::unique_ptr<CountWatch> watch; ///< nullptr: was never counted
    };
    Watched *find(const QString &id);
    void beginRound();
    void next();
    void count(Watched &watched);
    void giveUp(Watched &watched);
    void take(const QString &id, const PageCount &count);

    std::vector<Watched> m_views;
    QStringList m_queue;
    QString m_running; ///< empty: none
    std::chrono::milliseconds m_interval;
    QTimer m_pause;
    bool m_on = false;
    bool m_hinted = false;
};

} // namespace gatehouse::ui
