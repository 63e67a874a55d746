#pragma once

#include "ui/shell/pageentry.h"

#include <QTreeView>

class QStandardItem;
class QStandardItemModel;

namespace gatehouse::ui {

class SidebarDelegate;

/// The pages, in sections, each with icon, title and count. Narrow it shows icons alone, with the
/// title as tooltip and a dot where the count is news. Arrows move the keyboard's ring; a click or
/// Enter chooses.
class Sidebar : public QTreeView
{
    Q_OBJECT

public:
    enum Roles {
        IdRole = Qt::UserRole + 1, ///< empty: a section heading
        CountRole, ///< QString, ready to show
        NewsRole, ///< bool: the count is a coloured pill
        DutyRole, ///< bool: the pill is in the tone of a warning
        ShownRole, ///< bool: this page is the one that is shown
    };

    explicit Sidebar(const QList<PageEntry> &pages, QWidget *parent = nullptr);

    void setCount(const QString &id, const PageCount &count);
    void setShown(const QString &id);
    void setNarrow(bool narrow);
    bool isNarrow() const { return m_narrow; }

signals:
    void pageChosen(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QStandardItem *itemOf(const QString &id) const;
    void addEntries(const QList<PageEntry> &pages);
    void updateToolTip(QStandardItem *item) const;

    QStandardItemModel *m_model;
    SidebarDelegate *m_delegate;
    QSet<QString> m_newsPages;
    QHash<QString, QString> m_duties;
    bool m_narrow = false;
};

} // namespace gatehouse::ui
