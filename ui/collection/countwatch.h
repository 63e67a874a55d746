#pragma once

#include "models/collection/source.h"
#include "ui/shell/page.h"

#include <QObject>

#include <memory>

namespace gatehouse::ui {

/// Counts the rows of a filter: for the sidebar, whether or not the page was ever opened, and for
/// the page's own status text. One count runs at a time; asked again meanwhile, it counts once
/// more.
class CountWatch : public QObject
{
    Q_OBJECT

public:
    CountWatch(std::shared_ptr<collection::Source> source, collection::Filter filter,
               QObject *parent = nullptr);

    const PageCount &count() const { return m_count; }
    void setFilter(const collection::Filter &filter);

public slots:
    void refresh();
    /// Gives up a count that is under way; it is not known then.
    void stop();

signals:
    void counted(const gatehouse::ui::PageCount &count);

private:
    void forget();
    void take(const Result<collection::Count> &result);

    std::shared_ptr<collection::Source> m_source;
    collection::Filter m_filter;
    PageCount m_count{0, true, false};
    QFuture<Result<collection::Count>> m_running;
    int m_generation = 0;
    bool m_again = false;
};

} // namespace gatehouse::ui
