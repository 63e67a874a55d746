#pragma once

#include "models/collection/source.h"

#include <QKeySequence>
#include <QObject>

#include <functional>

class QAction;

namespace gatehouse::ui {

class DetailPane;
class NoticeBoard;

/// What can be done with the row that the detail shows, beside the descriptor's actions: commands,
/// and buttons below the detail.
class RowCommands final : public QObject
{
    Q_OBJECT

public:
    using Run = std::function<void(const collection::Row &row)>;
    /// Why it cannot be done with a row; empty: it can.
    using WhyNot = std::function<QString(const collection::Row &row)>;

    /// Both outlive it.
    RowCommands(DetailPane *detail, NoticeBoard *board);

    /// `command` calls with the row, or says that there is none.
    void add(QAction *command, Run run);
    /// A button, with a key that press() knows. Gives its command.
    QAction *addButton(const QString &id, const QString &text, const QKeySequence &key, Run run,
                       WhyNot whyNot);
    /// Presses the button of that key; false when there is none.
    bool press(const QKeySequence &key);
    /// Another row is shown, or none: says of each button whether it can be pressed.
    void update();

private:
    struct Button
    {
        QString id;
        QString title;
        QKeySequence key;
        Run run;
        WhyNot whyNot;
    };
    void press(const Button &button);
    bool hasRow();

    DetailPane *m_detail;
    NoticeBoard *m_board;
    QList<Button> m_buttons;
};

} // namespace gatehouse::ui
