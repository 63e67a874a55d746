#pragma once

#include <QFrame>
#include <QIcon>
#include <QLineEdit>
#include <QListView>
#include <QPointer>

#include <functional>

class QStandardItemModel;

namespace gatehouse::ui {

/// What the palette offers: a page or an action.
struct Command
{
    QString section; ///< "Pages", "Actions"
    QString title;
    QString hint; ///< muted, behind the title
    QString shortcut; ///< native text: "Ctrl+1"
    QIcon icon;
    bool isEnabled = true; ///< off: stays visible, muted, and cannot be chosen
    std::function<void()> run;
};

/// The list below the command field. It opens when the field gets the focus and filters as is
/// typed: every word typed must occur in title or hint. Up, Down, Enter, Escape work in the field.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    /// Lies over `window` and below `field`, which is a descendant of `window`.
    CommandPalette(QLineEdit *field, QWidget *window);

    /// Asked for each time that the palette opens.
    void setCommands(std::function<QList<Command>()> commands);

    void open();
    void close();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void place();
    void move(int rows);
    void moveTo(int row, int direction);
    void runCurrent();
    bool handleKey(int key);

    QLineEdit *m_field;
    QListView *m_list;
    QStandardItemModel *m_model;
    std::function<QList<Command>()> m_source;
    QList<Command> m_commands;
    QPointer<QWidget> m_focusBefore;
};

} // namespace gatehouse::ui
