#include "ui/shell/commandpalette.h"

#include "ui/shell/commanddelegate.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int kWidth = 640;
constexpr int kMaxRows = 14;

bool matches(const Command &command, const QStringList &words)
{
    const QString text = command.title + u' ' + command.hint;
    return std::all_of(words.begin(), words.end(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

QStandardItem *makeHeading(const QString &title)
{
    auto *item = new QStandardItem(title);
    item->setFlags(Qt::NoItemFlags);
    item->setData(true, CommandDelegate::HeadingRole);
    return item;
}

QStandardItem *makeItem(const Command &command, int index)
{
    auto *item = new QStandardItem(command.icon, command.title);
    item->setFlags(command.isEnabled ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags);
    item->setData(command.hint, CommandDelegate::HintRole);
    item->setData(command.shortcut, CommandDelegate::ShortcutRole);
    item->setData(index, CommandDelegate::IndexRole);
    item->setData(command.hint.isEmpty() ? command.title
                                         : command.title + QStringLiteral(", ") + command.hint,
                  Qt::AccessibleTextRole);
    return item;
}

bool canRun(const QModelIndex &index)
{
    return index.isValid() && index.flags().testFlag(Qt::ItemIsEnabled);
}

} // namespace

CommandPalette::CommandPalette(QLineEdit *field, QWidget *window)
    : QFrame(window)
    , m_field(field)
    , m_list(new QListView(this))
    , m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_list->setObjectName(QStringLiteral("commandList"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_list);

    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    connect(m_list, &QListView::entered, m_list, [this](const QModelIndex &index) {
        if (canRun(index))
            m_list->setCurrentIndex(index);
    });
    connect(m_field, &QLineEdit::textEdited, this, [this] {
        if (!isVisible())
            open();
        else
            fill();
    });
    m_field->installEventFilter(this);
    window->installEventFilter(this);
    hide();
}

void CommandPalette::setCommands(std::function<QList<Command>()> commands)
{
    m_source = std::move(commands);
}

void CommandPalette::open()
{
    if (isVisible())
        return;
    QWidget *focus = QApplication::focusWidget();
    if (focus != m_field)
        m_focusBefore = focus;
    m_commands = m_source ? m_source() : QList<Command>();
    fill();
    show();
    raise();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::close()
{
    if (!isVisible())
        return;
    hide();
    m_field->clear();
    if (m_field->hasFocus()) {
        if (m_focusBefore && m_focusBefore->isVisible())
            m_focusBefore->setFocus();
        else
            m_field->clearFocus();
    }
    m_focusBefore = nullptr;
}

void CommandPalette::fill()
{
    m_model->clear();
    const QStringList words = m_field->text().split(u' ', Qt::SkipEmptyParts);
    QString section;
    QModelIndex first;
    for (int index = 0; index < m_commands.size(); ++index) {
        const Command &command = m_commands.at(index);
        if (!matches(command, words))
            continue;
        if (command.section != section) {
            section = command.section;
            m_model->appendRow(makeHeading(section));
        }
        m_model->appendRow(makeItem(command, index));
        const QModelIndex added = m_model->index(m_model->rowCount() - 1, 0);
        // Nothing is chosen before something was typed: Enter must not act by surprise.
        if (!first.isValid() && canRun(added) && !words.isEmpty())
            first = added;
    }
    if (m_model->rowCount() == 0)
        m_model->appendRow(makeHeading(tr("No page or command has this name.")));
    m_list->setCurrentIndex(first);
    place();
}

void CommandPalette::place()
{
    const QWidget *window = parentWidget();
    const QPoint below = m_field->mapTo(window, QPoint(0, m_field->height() + 4));
    const int rows = std::min(m_model->rowCount(), kMaxRows);
    m_list->setVerticalScrollBarPolicy(m_model->rowCount() > kMaxRows ? Qt::ScrollBarAlwaysOn
                                                                      : Qt::ScrollBarAlwaysOff);
    const int width = std::min(kWidth, window->width() - 24);
    const bool isMirrored = isRightToLeft();
    const int left = isMirrored ? below.x() + m_field->width() - width : below.x();
    const int space = window->height() - below.y() - 12;
    setGeometry(std::clamp(left, 0, std::max(0, window->width() - width)), below.y(), width,
                std::min(rows * CommandDelegate::kRowHeight + 2, space));
}

/// The next that can be run in that direction, round about; from nothing on, the first or last.
void CommandPalette::move(int rows)
{
    int row = m_list->currentIndex().isValid() ? m_list->currentIndex().row() : rows > 0 ? -1 : 0;
    for (int step = 0; step < m_model->rowCount(); ++step) {
        row = (row + rows + m_model->rowCount()) % m_model->rowCount();
        if (canRun(m_model->index(row, 0))) {
            m_list->setCurrentIndex(m_model->index(row, 0));
            return;
        }
    }
}

void CommandPalette::moveTo(int row, int direction)
{
    m_list->setCurrentIndex(m_model->index(std::clamp(row, 0, m_model->rowCount() - 1), 0));
    if (!canRun(m_list->currentIndex()))
        move(direction);
}

void CommandPalette::runCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!canRun(current))
        return;
    const auto run = m_commands.at(current.data(CommandDelegate::IndexRole).toInt()).run;
    close();
    run();
}

bool CommandPalette::handleKey(int key)
{
    switch (key) {
    case Qt::Key_Down:
        move(1);
        return true;
    case Qt::Key_Up:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        moveTo(std::min(m_list->currentIndex().row() + kMaxRows, m_model->rowCount()) - 1, 1);
        return true;
    case Qt::Key_PageUp:
        moveTo(std::max(m_list->currentIndex().row() - kMaxRows, -1) + 1, -1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field) {
        if (event->type() == QEvent::MouseButtonPress)
            open();
        else if (event->type() == QEvent::FocusOut)
            close();
        else if (event->type() == QEvent::KeyPress && isVisible())
            return handleKey(static_cast<QKeyEvent *>(event)->key());
    } else if (event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace gatehouse::ui
