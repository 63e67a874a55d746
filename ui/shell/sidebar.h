#pragma once

#include "ui/shell/pageentry.h"
#include "ui/shell/viewentry.h"

#include <QTreeView>

class QStandardItem;
class QStandardItemModel;

namespace gatehouse::ui {

class SidebarDelegate;

/// The pages, in sections, each with icon, title and count, and below each its views. Narrow it
/// shows the pages' icons alone, with the title as tooltip and a dot where the count is news.
/// Arrows move the keyboard's ring; a click or Enter chooses; a view has a menu (viewMenu).
class Sidebar : public QTreeView
{
    Q_OBJECT

public:
    enum Roles {
        IdRole = Qt::UserRole + 1, ///< a page's, or that of a view's page; empty: a heading
        ViewRole, ///< QString: ViewEntry::id; empty: no view
        CountRole, ///< QString, ready to show
        NewsRole, ///< bool: the count is a coloured pill
        DutyRole, ///< bool: the pill is in the tone of a warning
        ShownRole, ///< bool: this page, or this view, is the one that is shown
    };

    explicit Sidebar(const QList<PageEntry> &pages, QWidget *parent = nullptr);

    void setCount(const QString &id, const PageCount &count);
    void setShown(const QString &id);
    /// Instead of those that were there.
    void setViews(const QList<ViewEntry> &views);
    void setViewCount(const QString &viewId, const PageCount &count);
    /// The view that is open on its page; empty: none.
    void setShownView(const QString &viewId);
    void setNarrow(bool narrow);
    bool isNarrow() const { return m_narrow; }

signals:
    void pageChosen(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    QStandardItem *itemOf(const QString &id, const QString &viewId = {}) const;
    const ViewEntry *view(const QModelIndex &index) const;
    void choose(const QModelIndex &index);
    void addEntries(const QList<PageEntry> &pages);
    void removeViews();
    void updateShown();
    void updateHidden();
    void updateToolTip(QStandardItem *item) const;

    QStandardItemModel *m_model;
    SidebarDelegate *m_delegate;
    QSet<QString> m_newsPages;
    QHash<QString, QString> m_duties;
    QList<ViewEntry> m_views;
    QHash<QString, PageCount> m_viewCounts;
    QString m_shown;
    QString m_shownView;
    bool m_narrow = false;
};

} // namespace gatehouse::ui
