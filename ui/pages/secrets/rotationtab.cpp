#include "ui/pages/secrets/rotationtab.h"

#include "models/collection/statuswords.h"
#include "ui/collection/actionbar.h"
#include "ui/collection/actiondialog.h"
#include "ui/collection/availability.h"
#include "ui/collection/factstable.h"
#include "ui/collection/rowvalues.h"
#include "ui/collection/textstyle.h"
#include "ui/pages/secrets/addsecret.h"
#include "ui/pages/secrets/hoursfield.h"
#include "ui/pages/secrets/newsecretdialog.h"
#include "ui/pages/secrets/rotatedialog.h"
#include "ui/pages/secrets/runbookview.h"
#include "ui/pages/secrets/stepstrip.h"
#include "ui/pages/secrets/verdictstrip.h"
#include "ui/pages/secrets/versionchart.h"
#include "ui/widgets/card.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>

namespace gatehouse::ui {

using secrets::Rotation;
using secrets::SecretUsage;
using secrets::SecretVersion;
using widgets::NoticeKind;
namespace size = widgets::size;

namespace {

constexpr int runbookWidth = 212;
constexpr qint64 recently = qint64(6) * 3600; // s
constexpr int roomForRunbook = 620; // below it the runbook stands under the rest

collection::Action rotationAction(const char *id, const QString &title, bool isDestructive = false)
{
    collection::Action action;
    action.id = QString::fromLatin1(id);
    action.title = title;
    action.isDestructive = isDestructive;
    return action;
}

QList<collection::Action> rotationActions()
{
    return {rotationAction("rotate", RotationTab::tr("Rotate…")),
            rotationAction("test", RotationTab::tr("Send test event")),
            rotationAction("extend", RotationTab::tr("Extend…")),
            rotationAction("rollback", RotationTab::tr("Roll back…")),
            rotationAction("retire", RotationTab::tr("Retire now…"), true)};
}

QLabel *makeSmallLabel(const char *name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(widgets::uiFont(widgets::TextSize::Small));
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// Until when, or since when, a version is valid.
QString validText(const SecretVersion &version, const collection::TextStyle &style)
{
    using secrets::momentText;
    if (version.state == QLatin1String("revoked"))
        return RotationTab::tr("until %1").arg(momentText(version.revokedAt, style));
    if (version.expiresAt.isValid())
        return RotationTab::tr("until %1").arg(momentText(version.expiresAt, style));
    return RotationTab::tr("since %1").arg(momentText(version.activeSince, style));
}

} // namespace

RotationTab::RotationTab(const CollectionServices &services, QWidget *parent)
    : DetailTab(parent)
    , m_services(services)
    , m_rotation(services.api)
    , m_steps(new StepStrip(this))
    , m_problem(new widgets::NoticeStrip(this))
    , m_actions(new ActionBar(rotationActions(), this))
{
    setFocusPolicy(Qt::ClickFocus);
    m_problem->setObjectName(QStringLiteral("tabNotice"));
    m_problem->setNarrow(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(new widgets::Separator(Qt::Horizontal, this));
    layout->addWidget(m_steps);
    layout->addWidget(new widgets::Separator(Qt::Horizontal, this));
    layout->addWidget(m_problem);
    layout->addWidget(makeBody(), 1);
    layout->addWidget(m_actions);
    connectRotation();
    showState();
}

RotationTab::~RotationTab() = default;

void RotationTab::connectRotation()
{
    addActions(m_actions->actions());
    connect(m_actions, &ActionBar::triggered, this, &RotationTab::act);
    connect(&m_rotation, &Rotation::changed, this, &RotationTab::showState);
    connect(&m_rotation, &Rotation::done, this, &RotationTab::changedSecrets);
    connect(&m_rotation, &Rotation::rotated, this,
            [this](const QString &row, qint64 version, const QString &secret) {
                if (!secret.isEmpty())
                    showMade(version, secret);
                emit changedSecrets();
                emit madeVersion(row);
            });
    connect(&m_rotation, &Rotation::refused, this, [this](Error error) {
        error.message = secrets::refusalText(error);
        emit refused(tr("The gateway did not do that"), error);
    });
    connect(&m_services.display, &widgets::DisplayOptions::zoneChanged, this,
            &RotationTab::showState);
}

QWidget *RotationTab::makeHead()
{
    auto *head = new QWidget(this);
    m_title = new widgets::ElidedLabel({}, head);
    m_title->setObjectName(QStringLiteral("rotationTitle"));
    m_title->setFont(widgets::uiFont(widgets::TextSize::PaneTitle, widgets::Weight::Bold));
    m_versions = new widgets::ElidedLabel({}, head);
    m_versions->setObjectName(QStringLiteral("rotationVersions"));
    m_versions->setMuted(true);
    m_state = makeSmallLabel("rotationState", head);
    auto *names = new QHBoxLayout;
    names->setSpacing(size::gapControls);
    names->addWidget(m_title);
    names->addWidget(m_versions, 1);
    auto *lines = new QVBoxLayout(head);
    lines->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                              size::gapControls);
    lines->setSpacing(4);
    lines->addLayout(names);
    lines->addWidget(m_state);
    return head;
}

QWidget *RotationTab::makeBody()
{
    auto *body = new QWidget(this);
    m_runbook = new RunbookView(body);
    m_columns = new QHBoxLayout(body);
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(0);
    m_columns->addWidget(makeFacts(), 1);
    m_columns->addWidget(m_runbook);
    return widgets::makeColumnScroll(body, tr("Facts about the rotation"), this);
}

QWidget *RotationTab::makeFacts()
{
    auto *facts = new QWidget(this);
    m_verdict = new widgets::NoticeStrip(facts);
    m_verdict->setObjectName(QStringLiteral("rotationVerdict"));
    m_verdict->setNarrow(true);
    m_chart = new VersionChart(facts);
    m_numbers = new FactsTable(tr("What the versions signed"), facts);
    m_numbers->setObjectName(QStringLiteral("numbersTable"));
    m_list = new FactsTable(tr("Versions"), facts);
    m_list->setObjectName(QStringLiteral("versionsTable"));
    m_list->setHeader({tr("Version"), tr("State"), tr("Fingerprint"), tr("Signed"), tr("Valid")});
    m_list->setNumbers({0, 3});
    m_list->setStatusColumn(1);
    m_list->setItemDelegateForColumn(2, new widgets::MonoDelegate(m_list));
    m_list->setWidths({62, 92, 84, 66});
    m_test = makeSmallLabel("testResult", facts);
    auto *column = new QVBoxLayout(facts);
    column->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                               size::panePadding);
    column->setSpacing(size::panePadding);
    column->addWidget(m_verdict);
    column->addWidget(m_test);
    column->addWidget(makeCard(tr("Requests per minute, by version that signed them"), m_chart));
    column->addWidget(makeCard({}, m_numbers));
    column->addWidget(makeCard(tr("Versions"), m_list));
    column->addStretch();
    return facts;
}

/// Without a title where the content's header says enough.
QWidget *RotationTab::makeCard(const QString &title, QWidget *content)
{
    if (!title.isEmpty()) {
        auto *titled = new widgets::TitledCard(title, this);
        titled->body()->addWidget(content);
        return titled;
    }
    auto *card = new widgets::Card(this);
    auto *body = new QVBoxLayout(card);
    body->setContentsMargins(1, 1, 1, 1);
    body->addWidget(content);
    return card;
}

QString RotationTab::title() const
{
    return tr("Rotation");
}

void RotationTab::showRow(const collection::Descriptor &descriptor, const collection::Row &row)
{
    const RowValues values(descriptor, row);
    m_rotation.setTarget(values.text(QStringLiteral("source")),
                         values.text(QStringLiteral("tenant")));
    m_rotation.read();
    follow();
}

void RotationTab::clear()
{
    m_rotation.setTarget({}, {});
    follow();
}

void RotationTab::follow()
{
    m_rotation.setOn(isVisible() && !m_rotation.source().isEmpty());
}

void RotationTab::showEvent(QShowEvent *event)
{
    DetailTab::showEvent(event);
    follow();
}

void RotationTab::hideEvent(QHideEvent *event)
{
    DetailTab::hideEvent(event);
    follow();
}

void RotationTab::resizeEvent(QResizeEvent *event)
{
    DetailTab::resizeEvent(event);
    const bool isWide = width() >= roomForRunbook;
    m_columns->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_runbook->setMinimumWidth(isWide ? runbookWidth : 0);
    m_runbook->setMaximumWidth(isWide ? runbookWidth : QWIDGETSIZE_MAX);
}

collection::TextStyle RotationTab::style() const
{
    return textStyle(m_services.clock, m_services.display);
}

void RotationTab::showState()
{
    const auto &error = m_rotation.error();
    if (!error)
        m_problem->dismiss();
    else if (m_problem->text() != error->message)
        m_problem->showNotice(NoticeKind::Warning, tr("This cannot be read now"), error->message);
    SecretUsage none;
    none.source = m_rotation.source();
    none.tenant = m_rotation.tenant();
    showUsage(m_rotation.usage().value_or(none));
    if (!m_rotation.usage()) {
        m_versions->setText({});
        m_state->setText(error ? QString() : tr("The gateway has not answered yet."));
    }
    updateActions();
}

void RotationTab::showUsage(const SecretUsage &usage)
{
    m_title->setText(secrets::rotationTitle(usage));
    m_versions->setText(secrets::rotationVersions(usage));
    m_state->setText(secrets::stateSentence(usage, style()));
    m_steps->setSteps(secrets::rotationSteps(usage, m_rotation.tests(), style()));
    m_chart->setUsage(usage, secrets::nowOf(style()).toUTC(), m_services.display.zone());
    m_runbook->setSource(usage.source, usage.retiring() != nullptr);
    showVerdict(*m_verdict, secrets::verdictWords(usage, style()));
    showTests();
    showNumbers(usage);
    showVersions(usage);
}

void RotationTab::showTests()
{
    const bool isTested = !m_rotation.tests().isEmpty();
    m_test->setVisible(isTested);
    if (isTested)
        m_test->setText(tr("Test event, %1: %2")
                            .arg(secrets::momentText(m_rotation.testedAt(), style()),
                                 secrets::testText(m_rotation.tests())));
}

void RotationTab::showNumbers(const SecretUsage &usage)
{
    const collection::TextStyle how = style();
    const QDateTime recent = secrets::nowOf(how).addSecs(-recently);
    QStringList header{tr("Since %1").arg(secrets::momentText(usage.rotatedAt, how))};
    QList<QStringList> rows{{tr("Signed requests")}, {tr("In the last 6 h")}, {tr("Last seen")}};
    for (const SecretVersion *each : {usage.retiring(), usage.active()}) {
        if (!each)
            continue;
        header += tr("Version %1").arg(each->version);
        rows[0] += how.locale.toString(each->usesSinceRotation);
        rows[1] += how.locale.toString(usage.requests(each->version, recent));
        rows[2] += secrets::momentText(each->lastUsedAt, how);
    }
    m_numbers->setHeader(header);
    m_numbers->setFacts(rows);
    m_numbers->setNumbers(header.size() > 2 ? QList{1, 2} : QList{1});
}

void RotationTab::showVersions(const SecretUsage &usage)
{
    const collection::TextStyle how = style();
    QList<QStringList> rows;
    for (const SecretVersion &each : usage.versions) {
        rows += QStringList{how.locale.toString(each.version), collection::statusTitle(each.state),
                            collection::visibleText(each.fingerprint),
                            how.locale.toString(each.usesSinceRotation), validText(each, how)};
    }
    m_list->setFacts(rows);
    for (int row = 0; row < rows.size(); ++row)
        m_list->setWord(row, 1, usage.versions[row].state);
}

void RotationTab::updateActions()
{
    const auto &usage = m_rotation.usage();
    const SecretVersion *former = usage ? usage->retiring() : nullptr;
    m_actions->setTitle(QStringLiteral("retire"),
                        former ? tr("Retire version %1 now…").arg(former->version)
                               : tr("Retire now…"));
    for (const char *id : {"rotate", "test", "extend", "rollback", "retire"}) {
        const QString action = QString::fromLatin1(id);
        m_actions->setAvailability(action, whyNot(action));
    }
}

QString RotationTab::whyNot(const QString &action) const
{
    if (QString reason = whyUnavailable(QStringLiteral("secrets"), m_services.actor());
        !reason.isEmpty())
        return reason;
    const auto &usage = m_rotation.usage();
    if (!usage || m_rotation.isBusy())
        return tr("The gateway has not answered yet.");
    if (action == QLatin1String("rotate"))
        return usage->retiring() ? tr("A rotation is under way: only two versions can be valid. "
                                      "Retire the former one or roll back first.")
                                 : QString();
    if (action == QLatin1String("test"))
        return usage->active() ? QString() : tr("No version is valid.");
    return usage->retiring() ? QString() : tr("There is no rotation under way.");
}

void RotationTab::act(const QString &action)
{
    if (!whyNot(action).isEmpty())
        return;
    setFocus(); // the button is disabled until the answer is there, and would hand it on to a table
    if (action == QLatin1String("rotate"))
        askRotate();
    else if (action == QLatin1String("test"))
        m_rotation.test();
    else if (action == QLatin1String("extend"))
        askExtend();
    else if (action == QLatin1String("rollback"))
        askRollBack();
    else
        askRetire();
}

/// Nothing is done to another secret than the one that was asked about.
void RotationTab::askRotate()
{
    auto *dialog =
        new RotateDialog(m_rotation.source(), m_rotation.tenant(), m_services.environment(), this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_rotation.setTarget(dialog->source(), dialog->tenant());
        m_rotation.rotate(dialog->secret(), dialog->overlapSeconds(), dialog->reason());
    });
    dialog->open();
}

ActionDialog *RotationTab::makeQuestion(const QString &title, const QString &kind,
                                        bool isDestructive)
{
    collection::Action action = askingReason(title);
    action.isDestructive = isDestructive;
    const QString subject =
        QStringLiteral("%1, %2").arg(secrets::rotationTitle(*m_rotation.usage()),
                                     secrets::rotationVersions(*m_rotation.usage()));
    return new ActionDialog(action, kind, subject, m_services.environment(), this);
}

void RotationTab::askExtend()
{
    ActionDialog *dialog = makeQuestion(tr("Extend"), tr("overlap"), false);
    QSpinBox *hours = makeHoursField(1, dialog);
    dialog->addField(tr("Both are valid from now on for (up to 7 days)"), hours);
    connect(dialog, &QDialog::accepted, this, [this, dialog, hours] {
        m_rotation.extend(qint64(hours->value()) * 3600, dialog->reason());
    });
    dialog->open();
}

void RotationTab::askRollBack()
{
    ActionDialog *dialog = makeQuestion(tr("Roll back"), tr("rotation"), false);
    dialog->addText(tr("Version %1 is active again at once; version %2 stays valid until it is "
                       "retired.")
                        .arg(m_rotation.usage()->retiring()->version)
                        .arg(m_rotation.usage()->active()->version));
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { m_rotation.rollBack(dialog->reason()); });
    dialog->open();
}

void RotationTab::askRetire()
{
    const secrets::VerdictWords words = secrets::verdictWords(*m_rotation.usage(), style());
    ActionDialog *dialog = makeQuestion(tr("Retire"), tr("version"), true);
    dialog->addText(
        tr("Version %1 is refused from now on.").arg(m_rotation.usage()->retiring()->version));
    dialog->addText(words.title + QStringLiteral(". ") + words.text);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, row = m_rotation.usage()->retiring()->id] {
                m_rotation.retire(row, dialog->reason());
            });
    dialog->open();
}

void RotationTab::showMade(qint64 version, const QString &secret)
{
    const QString subject =
        tr("%1, %2, version %3").arg(m_rotation.source(), m_rotation.tenant()).arg(version);
    (new NewSecretDialog(subject, secret, window()))->open();
}

} // namespace gatehouse::ui
