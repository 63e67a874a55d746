#include "ui/shell/commandpalette.h"

#include "ui/shell/commanddelegate.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int kWidth = 640;
constexpr int kMaxRows = 14;
constexpr int kKeysHeight = 28;
constexpr int kPadding = 1;
constexpr std::chrono::milliseconds kPause{150};

bool matches(const Command &command, const QStringList &words)
{
    const QString text = command.title + u' ' + command.hint;
    return std::all_of(words.begin(), words.end(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

QStandardItem *makeHeading(const QString &title, const QString &note = {})
{
    auto *item = new QStandardItem(title);
    item->setData(note, CommandDelegate::HintRole);
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

/// What tells a line from the others, whenever it is found.
QString nameOf(const Command &command)
{
    return command.id.isEmpty() ? command.section + u'\n' + command.title + u'\n' + command.hint
                                : command.id;
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
    , m_keys(new QLabel(tr("Enter opens · Ctrl+Enter opens in a filter"), this))
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
    layout->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(m_keys);
    m_keys->setFont(widgets::uiFont(widgets::TextSize::Small));
    m_keys->setForegroundRole(QPalette::PlaceholderText);
    m_keys->setContentsMargins(widgets::size::panePadding, 0, widgets::size::panePadding, 0);
    m_keys->setFixedHeight(kKeysHeight);

    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, [this] { m_find(m_field->text()); });
    connect(m_list, &QListView::clicked, this, [this] { runCurrent(); });
    connect(m_list, &QListView::entered, m_list, [this](const QModelIndex &index) {
        if (canRun(index))
            m_list->setCurrentIndex(index);
    });
    connect(m_field, &QLineEdit::textEdited, this, &CommandPalette::edited);
    m_field->installEventFilter(this);
    window->installEventFilter(this);
    hide();
}

void CommandPalette::setCommands(std::function<QList<Command>()> commands)
{
    m_source = std::move(commands);
}

void CommandPalette::setFinder(std::function<void(const QString &)> find)
{
    m_find = std::move(find);
}

void CommandPalette::showFound(const QList<Command> &found)
{
    m_found = found;
    if (isVisible())
        fill();
}

/// What was found for another text is not to be opened by an Enter that comes too soon.
void CommandPalette::edited()
{
    m_found.clear();
    if (m_find)
        m_pause.start();
    if (isVisible())
        fill();
    else
        open();
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
    m_pause.stop();
    m_found.clear();
    if (m_find)
        m_find({});
    if (m_field->hasFocus()) {
        if (m_focusBefore && m_focusBefore->isVisible())
            m_focusBefore->setFocus();
        else
            m_field->clearFocus();
    }
    m_focusBefore = nullptr;
}

QString CommandPalette::chosen() const
{
    const QModelIndex current = m_list->currentIndex();
    return canRun(current) ? nameOf(m_lines.at(current.data(CommandDelegate::IndexRole).toInt()))
                           : QString();
}

void CommandPalette::fill()
{
    const QString before = chosen();
    const QStringList words = m_field->text().split(u' ', Qt::SkipEmptyParts);
    m_lines = m_found;
    std::copy_if(m_commands.begin(), m_commands.end(), std::back_inserter(m_lines),
                 [&](const Command &command) { return matches(command, words); });
    m_model->clear();
    QString section;
    QModelIndex first;
    QModelIndex chosenAgain;
    for (int index = 0; index < m_lines.size(); ++index) {
        const Command &command = m_lines.at(index);
        if (command.section != section) {
            section = command.section;
            m_model->appendRow(makeHeading(section, command.sectionNote));
        }
        m_model->appendRow(makeItem(command, index));
        const QModelIndex added = m_model->index(m_model->rowCount() - 1, 0);
        if (!canRun(added))
            continue;
        // Nothing is chosen before something was typed: Enter must not act by surprise.
        if (!first.isValid() && !words.isEmpty())
            first = added;
        if (!chosenAgain.isValid() && nameOf(command) == before)
            chosenAgain = added;
    }
    if (m_model->rowCount() == 0)
        m_model->appendRow(makeHeading(tr("No page or command has this name.")));
    m_keys->setVisible(!m_found.isEmpty());
    place();
    m_list->setCurrentIndex(chosenAgain.isValid() ? chosenAgain : first);
    if (m_list->currentIndex().row() <= 1)
        m_list->scrollToTop(); // with its heading
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
    const int keys = m_found.isEmpty() ? 0 : kKeysHeight;
    setGeometry(
        std::clamp(left, 0, std::max(0, window->width() - width)), below.y(), width,
        std::min(rows * CommandDelegate::kRowHeight + keys + 2 * (frameWidth() + kPadding), space));
    layout()->activate(); // the list is scrolled by the height it has
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

void CommandPalette::runCurrent(Qt::KeyboardModifiers modifiers)
{
    const QModelIndex current = m_list->currentIndex();
    if (!canRun(current))
        return;
    const Command command = m_lines.at(current.data(CommandDelegate::IndexRole).toInt());
    close();
    if (modifiers.testFlag(Qt::ControlModifier) && command.runElsewise)
        command.runElsewise();
    else
        command.run();
}

bool CommandPalette::handleKey(const QKeyEvent &event)
{
    switch (event.key()) {
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
        runCurrent(event.modifiers());
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
            return handleKey(*static_cast<QKeyEvent *>(event));
    } else if (event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace gatehouse::ui
