#include "app/gatehouse/dialogshots.h"

#include "app/gatehouse/detailtab.h"
#include "ui/collection/collectiontable.h"

#include <QAction>
#include <QDir>
#include <QHash>
#include <QListWidget>
#include <QMenu>
#include <QPixmap>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace gatehouse::app {

namespace {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

constexpr auto pollInterval = 50ms;
constexpr int maxPolls = 800; ///< forty seconds, then it is called incomplete
constexpr int pollsPerPress = 20;
constexpr auto settleTime = 400ms;
constexpr QSize windowSize(1440, 900);
constexpr int shownDays = 90;

QString saveViewButton()
{
    return u"button-saveView"_s;
}

QString compareButton()
{
    return u"action-compare"_s;
}

/// Two rows that a person would compare, since they are of one type; the first two where all
/// differ.
std::pair<int, int> alikeRows(const collection::WindowModel &model)
{
    QHash<QString, int> seen;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QString type = model.cell(row, u"event_type"_s).toString();
        if (seen.contains(type))
            return {seen.value(type), row};
        if (!type.isEmpty()) // refused: nobody knows
            seen.insert(type, row);
    }
    return {0, 1};
}

/// The one that can be seen, of the parts that each have one.
QPushButton *visibleButton(const QWidget &within, const QString &name)
{
    const auto buttons = within.findChildren<QPushButton *>(name);
    const auto found = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *button) {
        return button->isVisible() && button->isEnabled();
    });
    return found == buttons.end() ? nullptr : *found;
}

/// The one that was looked at last may be on its way again, or have arrived, by now.
void selectOpenLetter(const ui::Page &page)
{
    auto *table = page.findChild<ui::CollectionTable *>();
    for (int row = 0; table && row < table->model()->rowCount(); ++row) {
        const QModelIndex index = table->model()->index(row, 0);
        if (index.data(collection::WindowModel::StatusRole).toString() == u"open"_s)
            return table->setCurrentIndex(index);
    }
}

/// A dialog or a popup.
QWidget *openDialog(const QWidget &window)
{
    const auto widgets = window.findChildren<QWidget *>();
    const auto found = std::find_if(widgets.begin(), widgets.end(), [](const QWidget *widget) {
        return widget->isWindow() && widget->isVisible();
    });
    return found == widgets.end() ? nullptr : *found;
}

} // namespace

DialogShots::DialogShots(Console &console, widgets::Appearance &appearance, QString folder,
                         QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_appearance(appearance)
    , m_folder(std::move(folder))
{
    for (const auto scheme : {widgets::SchemeChoice::Light, widgets::SchemeChoice::Dark}) {
        m_shots += Shot{u"connections"_s, u"connectionsCommand"_s, u"testButton"_s, {}, scheme};
        m_shots += Shot{u"retention"_s, u"retentionCommand"_s, u"countRetention"_s,
                        u"days-events-processed"_s, scheme};
        m_shots += Shot{u"reveal"_s, u"reveal"_s, {}, {}, scheme};
        m_shots += Shot{u"export"_s, u"button-export"_s, {}, {}, scheme};
        m_shots += Shot{u"filter"_s, u"filter-event_type"_s, {}, {}, scheme};
        m_shots +=
            Shot{u"edit-letter"_s, u"action-edit-and-retry"_s, {}, {}, scheme, u"dead-letters"_s};
        m_shots += Shot{u"dry-run"_s, u"action-dry-run"_s, {}, {}, scheme, u"dead-letters"_s};
        m_shots += Shot{u"compare"_s, compareButton(), {}, {}, scheme};
        m_shots += Shot{u"tabs"_s, u"tabsMore"_s, {}, {}, scheme};
        m_shots += Shot{u"changes"_s, u"changeRequests"_s, {}, {}, scheme, u"replay"_s};
        m_shots +=
            Shot{u"alert-rules"_s, u"alertRules"_s, u"tryEntry"_s, {}, scheme, u"alerts"_s, 1};
        m_shots += Shot{u"budgets"_s, u"budgets"_s, u"tryEntry"_s, {}, scheme, u"alerts"_s};
        m_shots += Shot{u"alert-channels"_s, u"alertChannels"_s, {}, {}, scheme, u"alerts"_s, 1};
    }
    for (const auto scheme : {widgets::SchemeChoice::Light, widgets::SchemeChoice::Dark})
        m_shots += Shot{u"save-view"_s, saveViewButton(), {}, {}, scheme};
    connect(&m_poll, &QTimer::timeout, this, &DialogShots::look);
}

void DialogShots::start()
{
    m_console.maskPersonalData();
    m_console.addSampleAlerting();
    next();
}

void DialogShots::next()
{
    if (m_shots.isEmpty()) {
        emit finished(m_complete);
        return;
    }
    const Shot &shot = m_shots.constFirst();
    m_appearance.setChoice(shot.scheme);
    m_console.window().resize(windowSize);
    auto *view = m_console.window().findChild<QAction *>(u"openView"_s);
    if (view && shot.opener == saveViewButton())
        view->trigger(); // its filter is what could be saved
    m_console.window().showPage(shot.page);
    if (shot.page == u"events"_s)
        showDetailTab(*m_console.window().page(shot.page), {});
    m_isPressed = false;
    m_polls = 0;
    m_presses = 0;
    m_poll.start(pollInterval);
}

/// Opens the dialog, presses its button, and waits until that is to be pressed again.
void DialogShots::look()
{
    const Shot &shot = m_shots.constFirst();
    if (++m_polls > maxPolls) {
        m_poll.stop();
        std::fprintf(stderr, "gatehouse: the dialog %s shows too little\n",
                     qUtf8Printable(shot.name));
        m_complete = false;
        return write(m_shots.takeFirst());
    }
    if (!m_dialog) {
        if (m_polls % pollsPerPress == 1) // what it shows may be read first
            open(shot);
        m_dialog = openDialog(m_console.window());
        return;
    }
    if (!chooses(shot))
        return;
    const bool hasButton = !shot.button.isEmpty(); // without a name any button would be taken
    QPushButton *button = hasButton ? visibleButton(*m_dialog, shot.button) : nullptr;
    if (hasButton && !button)
        return;
    if (button && !std::exchange(m_isPressed, true)) {
        // Without a name any number field would be taken.
        auto *number =
            shot.number.isEmpty() ? nullptr : m_dialog->findChild<QSpinBox *>(shot.number);
        if (number)
            number->setValue(shownDays);
        return button->click();
    }
    m_poll.stop();
    QTimer::singleShot(settleTime, this, [this] { write(m_shots.takeFirst()); });
}

/// False: it is not there yet.
bool DialogShots::chooses(const Shot &shot) const
{
    auto *entries = m_dialog->findChild<QListWidget *>(u"entryList"_s);
    if (!entries)
        return true;
    if (entries->count() <= shot.entry)
        return false;
    entries->setCurrentRow(shot.entry);
    return true;
}

/// Pressed for the first time it is about one of them, then about the other.
void DialogShots::selectOneOfTwo()
{
    const ui::CollectionPage &page = *m_console.collectionPage(u"events"_s);
    const auto [one, other] = alikeRows(*page.model());
    auto *table = page.findChild<ui::CollectionTable *>();
    table->setCurrentIndex(page.model()->index(m_presses % 2 == 1 ? one : other, 0));
}

void DialogShots::open(const Shot &shot)
{
    ++m_presses;
    if (shot.opener == compareButton())
        selectOneOfTwo();
    if (shot.page == u"dead-letters"_s)
        selectOpenLetter(*m_console.window().page(shot.page));
    auto *command = m_console.window().page(shot.page)->findChild<QAction *>(shot.opener);
    if (!command)
        command = m_console.window().findChild<QAction *>(shot.opener);
    QPushButton *button = visibleButton(m_console.window(), shot.opener);
    const auto *menu = m_console.window().page(shot.page)->findChild<QToolButton *>(shot.opener);
    if (command)
        command->trigger();
    else if (menu)
        menu->menu()->popup(menu->mapToGlobal(menu->rect().bottomLeft()));
    else if (button)
        button->click();
}

void DialogShots::write(const Shot &shot)
{
    const QString file = QDir(m_folder).filePath(
        u"%1-dialog-%2.png"_s.arg(shot.name, widgets::schemeChoiceName(shot.scheme)));
    if (m_dialog && m_dialog->grab().save(file)) {
        std::printf("%s\n", qUtf8Printable(file));
    } else {
        std::fprintf(stderr, "gatehouse: %s cannot be written\n", qUtf8Printable(file));
        m_complete = false;
    }
    while (QWidget *open = openDialog(m_console.window()))
        open->close();
    m_dialog = nullptr;
    next();
}

} // namespace gatehouse::app
