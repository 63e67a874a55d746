#pragma once

#include "ui/collection/detailtab.h"

#include <QStackedWidget>

#include <optional>

class QLabel;
class QTabWidget;

namespace gatehouse::widgets {
class NoticeStrip;
}

namespace gatehouse::ui {

class ActionBar;
class DetailHeader;

/// Everything about one row: header, tabs, actions. A tab is shown a row when it is looked at, not
/// before.
///
/// Object names: detailPane, detailNotice, detailTabs; see DetailHeader and ActionBar.
class DetailPane : public QStackedWidget
{
    Q_OBJECT

public:
    DetailPane(const collection::Descriptor &descriptor, const DetailTabFactory &makeTab,
               QWidget *parent = nullptr);

    const std::optional<collection::Row> &row() const { return m_row; }
    void showRow(const collection::Row &row);
    /// How times are written has changed.
    void showAgain();
    bool isWaiting() const;
    void stop();
    /// The row that is shown no longer exists: its last known values stay, and a way on is offered.
    void showVanished();
    void clear();
    /// Ctrl+F: false when the tab has nothing to search in.
    bool find();

    ActionBar *actionBar() const { return m_actions; }
    /// What the tabs can do beside, for the palette.
    QList<QAction *> tabActions() const;
    DetailHeader *header() const { return m_header; }
    /// The one tab is all there is to see; see DetailTab::isWhole().
    bool isWhole() const;
    int currentTab() const;
    void setCurrentTab(int index);

signals:
    void waitingChanged();
    /// Of a vanished row: to the next one.
    void nextRequested();
    /// Of a vanished row: to none.
    void closeRequested();

private:
    QWidget *makeContent(const DetailTabFactory &makeTab);
    void addTabs(const DetailTabFactory &makeTab);
    void fillCurrentTab();
    DetailTab *tabAt(int index) const;

    collection::Descriptor m_descriptor;
    std::optional<collection::Row> m_row;
    DetailHeader *m_header = nullptr;
    widgets::NoticeStrip *m_notice = nullptr;
    QTabWidget *m_tabs = nullptr;
    ActionBar *m_actions = nullptr;
    QSet<int> m_filled; ///< tabs that show m_row
};

} // namespace gatehouse::ui
