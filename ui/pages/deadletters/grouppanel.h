#pragma once

#include "models/deadletters/lettergroup.h"
#include "ui/collection/collectionservices.h"

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace gatehouse::widgets {
class ElidedLabel;
class NoticeStrip;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

class FactsTable;

/// What dead letters died of, above the list of them: groups by cause, error and endpoint, the
/// largest first, with their last 24 hours and what somebody said of each. Choosing one shows its
/// letters. Hidden while there is none.
///
/// Object names: groupPanel; groupTable, groupAbout, groupAll, groupState (the buttons),
/// groupNotice; within its dialog (ActionDialog) groupStates, groupOwner, groupNote.
class GroupPanel : public QWidget
{
    Q_OBJECT

public:
    GroupPanel(const CollectionServices &services, QWidget *parent);

    /// Reads again; many calls in a row are one.
    void refresh();
    /// The filter of the list is another one by now: no group is chosen unless it is of that.
    void setFilter(const collection::Filter &filter);

signals:
    /// The letters of a group are to be shown; restricting nothing: all.
    void chosen(const gatehouse::collection::Filter &filter);

private:
    void makeTable();
    QWidget *makeHead();
    void showGroups(const QList<deadletters::LetterGroup> &groups);
    const deadletters::LetterGroup *current() const;
    void markChosen();
    void choose(int row);
    void updateHead();
    void askState();
    void change(const QString &id, const QJsonObject &body);

    CollectionServices m_services;
    QList<deadletters::LetterGroup> m_groups;
    QString m_chosen; ///< id of a group; empty: none
    FactsTable *m_table;
    widgets::NoticeStrip *m_notice;
    widgets::ElidedLabel *m_about = nullptr;
    QPushButton *m_all = nullptr;
    QPushButton *m_state = nullptr;
    QTimer m_timer;
    bool m_isReading = false;
    bool m_isStale = false; ///< asked for again while it was read
};

} // namespace gatehouse::ui
