#pragma once

#include "ui/collection/actionrunner.h"
#include "ui/collection/collectionservices.h"

#include <QKeySequence>
#include <QObject>

#include <map>

namespace gatehouse::ui {

class ActionBar;
class NoticeBoard;

/// From a key or button to the outcome: whether the action can be done, the question before it, the
/// call, and what is said afterwards.
class ActionFlow : public QObject
{
    Q_OBJECT

public:
    /// `bar` and `board` outlive it; dialogs belong to the window of `parent`.
    ActionFlow(const collection::Descriptor &descriptor, const CollectionServices &services,
               ActionBar *bar, NoticeBoard *board, QWidget *parent);

    /// The row that actions are about; nothing: none.
    void setRow(const std::optional<collection::Row> &row);
    /// Asks again who may do what.
    void updateAvailability();
    /// Says why when it cannot be done.
    void trigger(const QString &actionId);
    /// Triggers the action of that key; false when there is none.
    bool press(const QKeySequence &key);

signals:
    void done(const gatehouse::collection::Action &action, const gatehouse::Uuid &row);
    /// The action was refused, and the row may look different by now.
    void refused();

private:
    QString whyNot(const collection::Action &action) const;
    void ask(const collection::Action &action);
    void run(const collection::Action &action, const collection::Row &row, const QString &reason);
    void sayFailure(const collection::Action &action, const Error &error);

    collection::Descriptor m_descriptor;
    CollectionServices m_services;
    ActionBar *m_bar;
    NoticeBoard *m_board;
    QWidget *m_page;
    ActionRunner m_runner;
    std::map<Uuid, QString> m_subjects; ///< what the rows of actions under way are called
    std::optional<collection::Row> m_row;
};

} // namespace gatehouse::ui
