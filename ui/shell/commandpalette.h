#pragma once

#include <QFrame>
#include <QIcon>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QTimer>

#include <functional>

class QLabel;
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
    QString sectionNote = {}; ///< at the end of the section's heading: "3 in 4 ms"
    std::function<void()> runElsewise = {}; ///< Ctrl+Enter; empty: as Enter
    QString id = {}; ///< what it stays known by while its words change; empty: by its words
};

/// The list below the command field. It opens when the field gets the focus and filters as is
/// typed: every word typed must occur in title or hint. Up, Down, Enter, Ctrl+Enter, Escape work in
/// the field. What the text finds elsewhere stands above, as it comes; a line that is chosen stays
/// chosen then.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    /// Lies over `window` and below `field`, which is a descendant of `window`.
    CommandPalette(QLineEdit *field, QWidget *window);

    /// Asked for each time that the palette opens.
    void setCommands(std::function<QList<Command>()> commands);

    /// Looks for what is typed, wherever it looks: called with the text a moment after the last
    /// key, and with an empty one when nobody looks any more. What it finds goes to showFound().
    void setFinder(std::function<void(const QString &text)> find);
    /// Replaces what was found before.
    void showFound(const QList<Command> &found);

    void open();
    void close();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void edited();
    void fill();
    void place();
    void move(int rows);
    void moveTo(int row, int direction);
    void runCurrent(Qt::KeyboardModifiers modifiers = {});
    bool handleKey(const QKeyEvent &event);
    QString chosen() const;

    QLineEdit *m_field;
    QListView *m_list;
    QStandardItemModel *m_model;
    std::function<QList<Command>()> m_source;
    std::function<void(const QString &)> m_find;
    QTimer m_pause; ///< since the last key
    QList<Command> m_commands;
    QList<Command> m_found;
    QList<Command> m_lines; ///< what is shown of both
    QLabel *m_keys;
    QPointer<QWidget> m_focusBefore;
};

} // namespace gatehouse::ui
