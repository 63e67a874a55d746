#include "app/gatehouse/dialogshots.h"

#include "app/gatehouse/detailtab.h"

#include <QAction>
#include <QDialog>
#include <QDir>
#include <QPixmap>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <cstdio>

namespace gatehouse::app {

namespace {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

constexpr auto pollInterval = 50ms;
constexpr int maxPolls = 200; ///< ten seconds, then it is called incomplete
constexpr auto settleTime = 400ms;
constexpr QSize windowSize(1440, 900);
constexpr int shownDays = 90;

QString saveViewButton()
{
    return u"button-saveView"_s;
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

QDialog *openDialog(const QWidget &window)
{
    const auto dialogs = window.findChildren<QDialog *>();
    const auto found = std::find_if(dialogs.begin(), dialogs.end(),
                                    [](const QDialog *dialog) { return dialog->isVisible(); });
    return found == dialogs.end() ? nullptr : *found;
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
    }
    for (const auto scheme : {widgets::SchemeChoice::Light, widgets::SchemeChoice::Dark})
        m_shots += Shot{u"save-view"_s, saveViewButton(), {}, {}, scheme};
    connect(&m_poll, &QTimer::timeout, this, &DialogShots::look);
}

void DialogShots::start()
{
    m_console.maskPersonalData();
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
    m_console.window().showPage(u"events"_s);
    showDetailTab(*m_console.window().page(u"events"_s), {});
    m_isPressed = false;
    m_polls = 0;
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
        if (open(shot.opener))
            m_dialog = openDialog(m_console.window());
        return;
    }
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

bool DialogShots::open(const QString &opener)
{
    auto *command = m_console.window().findChild<QAction *>(opener);
    QPushButton *button = visibleButton(m_console.window(), opener);
    if (command)
        command->trigger();
    else if (button)
        button->click();
    return command || button;
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
    if (m_dialog)
        m_dialog->reject();
    m_dialog = nullptr;
    next();
}

} // namespace gatehouse::app
