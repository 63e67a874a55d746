#include "ui/shell/header.h"

#include "ui/shell/environmentblock.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

constexpr int capMargin = 8;

QLineEdit *makeCommandField(QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setObjectName(QStringLiteral("commandField"));
    field->setPlaceholderText(Header::tr("Search or type a command"));
    field->setAccessibleName(Header::tr("Search or type a command"));
    field->setMaximumWidth(420);
    field->setFixedHeight(size::control);
    field->setFocusPolicy(Qt::ClickFocus);
    field->addAction(widgets::icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    auto *inner = new QHBoxLayout(field);
    const bool isMirrored = QGuiApplication::isRightToLeft(); // which margins do not follow
    inner->setContentsMargins(isMirrored ? capMargin : 0, 0, isMirrored ? 0 : capMargin, 0);
    inner->addStretch();
    auto *cap = new widgets::KeyCap(QKeySequence(Qt::CTRL | Qt::Key_K), field);
    cap->setAttribute(Qt::WA_TransparentForMouseEvents);
    inner->addWidget(cap);
    // Text that runs the other way than the window would begin below the cap.
    const int room = cap->sizeHint().width() + size::gapControls;
    field->setTextMargins(isMirrored ? room : 0, 0, isMirrored ? 0 : room, 0);
    return field;
}

} // namespace

Header::Header(const Environment &environment, QWidget *parent)
    : QWidget(parent)
    , m_environment(new EnvironmentBlock(environment, this))
    , m_field(makeCommandField(this))
    , m_live(makeLiveButton())
    , m_refresh(new QToolButton(this))
    , m_actor(new QLabel(this))
{
    setFixedHeight(size::header);
    connect(m_environment, &QAbstractButton::clicked, this, &Header::connectionsRequested);
    m_actor->setObjectName(QStringLiteral("actorLabel"));
    m_actor->setTextFormat(Qt::PlainText);
    m_actor->setFont(widgets::uiFont(widgets::TextSize::Small));
    m_actor->hide();

    auto *layout = new QHBoxLayout(this);
    const bool isMirrored = isRightToLeft();
    layout->setContentsMargins(isMirrored ? size::panePadding : 0, 0,
                               isMirrored ? 0 : size::panePadding, 0);
    layout->setSpacing(size::gapControls);
    layout->addWidget(m_environment);
    layout->addSpacing(size::panePadding - size::gapControls);
    layout->addWidget(m_field, 2);
    layout->addStretch(1);
    layout->addWidget(m_live);
    makeRefreshButton();
    layout->addWidget(m_refresh);
    layout->addWidget(m_actor);
}

QToolButton *Header::makeLiveButton()
{
    auto *button = new QToolButton(this);
    button->setObjectName(QStringLiteral("liveButton"));
    button->setText(tr("Live"));
    button->setIcon(widgets::icon(QStringLiteral("network-wireless")));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setCheckable(true);
    button->setFixedHeight(size::control);
    button->setAccessibleName(tr("Live"));
    button->setToolTip(tr("Follow what happens (Space)"));
    connect(button, &QToolButton::toggled, this, &Header::liveToggled);
    return button;
}

void Header::makeRefreshButton()
{
    m_refresh->setFixedSize(size::control, size::control);
    connect(m_refresh, &QToolButton::clicked, this,
            [this] { m_isWaiting ? emit stopRequested() : emit refreshRequested(); });
    setWaiting(false);
}

void Header::setWaiting(bool waiting)
{
    m_isWaiting = waiting;
    m_refresh->setObjectName(waiting ? QStringLiteral("stopButton")
                                     : QStringLiteral("refreshButton"));
    m_refresh->setIcon(
        widgets::icon(waiting ? QStringLiteral("process-stop") : QStringLiteral("view-refresh")));
    m_refresh->setAccessibleName(waiting ? tr("Stop reading") : tr("Refresh"));
    m_refresh->setToolTip(waiting ? tr("Stop reading (Esc)") : tr("Read again (F5)"));
}

void Header::setEnvironment(const Environment &environment)
{
    m_environment->setEnvironment(environment);
}

void Header::setConnectionsOffered(bool offered)
{
    m_environment->setPressable(offered);
}

void Header::setActor(const QString &text)
{
    m_actor->setText(text);
    m_actor->setVisible(!text.isEmpty());
}

void Header::setLive(bool live)
{
    m_live->setChecked(live);
}

} // namespace gatehouse::ui
