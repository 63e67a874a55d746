#include "ui/pages/replay/replayform.h"

#include "ui/pages/replay/changesdialog.h"
#include "ui/shell/counttext.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wheelguard.h"
#include "ui/widgets/wrappinglabel.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

namespace gatehouse::ui {

using replay::MaskedKind;
using replay::Pace;
using replay::Prediction;
using replay::Preparation;
using replay::Session;
using widgets::StatusShape;
namespace size = widgets::size;
using namespace Qt::StringLiterals;

namespace {

enum PaceChoice { ByRate, AsTheyCame, TenTimes };

constexpr int highestRate = 10'000;
constexpr int mostAtOnce = 256;
constexpr int longestReason = 500;

QLabel *makeSection(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(widgets::uiFont(widgets::TextSize::Body, widgets::Weight::Bold));
    return label;
}

QVBoxLayout *addTightColumn(QVBoxLayout *column)
{
    auto *tight = new QVBoxLayout;
    tight->setSpacing(0);
    column->addLayout(tight);
    return tight;
}

QString maskTitle(MaskedKind kind)
{
    switch (kind) {
    case MaskedKind::Email:
        return ReplayForm::tr("E-mail");
    case MaskedKind::Name:
        return ReplayForm::tr("Names");
    case MaskedKind::Phone:
        return ReplayForm::tr("Phone");
    case MaskedKind::Card:
        return ReplayForm::tr("Card numbers");
    case MaskedKind::Token:
        return ReplayForm::tr("Tokens");
    case MaskedKind::Address:
        return ReplayForm::tr("Addresses");
    }
    return {};
}

StatusShape shapeOf(Prediction::Kind kind)
{
    switch (kind) {
    case Prediction::Kind::Accepted:
        return StatusShape::Check;
    case Prediction::Kind::Duplicate:
        return StatusShape::SlashedCircle;
    case Prediction::Kind::Refused:
    case Prediction::Kind::NotSent:
        return StatusShape::Cross;
    }
    return StatusShape::None;
}

QString forecastText(Prediction::Kind kind, qint64 events)
{
    const QString count = countText(events);
    switch (kind) {
    case Prediction::Kind::Accepted:
        return ReplayForm::tr("%1 accepted").arg(count);
    case Prediction::Kind::Duplicate:
        return ReplayForm::tr("%1 duplicates, if the target has them").arg(count);
    case Prediction::Kind::Refused:
        return ReplayForm::tr("%1 refused").arg(count);
    case Prediction::Kind::NotSent:
        return ReplayForm::tr("%1 cannot be sent").arg(count);
    }
    return {};
}

QSpinBox *makeSpin(const QString &name, int low, int high, int value, QWidget *parent)
{
    auto *spin = new QSpinBox(parent);
    spin->setObjectName(name);
    spin->setRange(low, high);
    spin->setValue(value);
    widgets::setSmall(spin);
    widgets::guardFromWheel(spin);
    return spin;
}

} // namespace

ReplayForm::ReplayForm(replay::Session &session, replay::Targets targets,
                       replay::OpenStore openStore, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_fields(new QWidget(this))
    , m_target(new TargetCard(std::move(targets), std::move(openStore), m_fields))
{
    auto *fields = new QVBoxLayout(m_fields);
    fields->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                               size::panePadding);
    fields->setSpacing(size::gapControls);
    fields->addWidget(makeSection(tr("Events"), m_fields));
    fields->addWidget(makeEvents());
    fields->addWidget(makeSection(tr("Target"), m_fields));
    fields->addWidget(m_target);
    addSignature(fields);
    addMasks(fields);
    addChanges(fields);
    addPace(fields);
    fields->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(widgets::makeColumnScroll(m_fields, tr("What is sent, and how"), this), 1);
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    column->addWidget(makeFoot());
    connect(m_target, &TargetCard::targetChanged, &m_session, &Session::setTarget);
    connect(&m_session, &Session::forecastChanged, this, [this] {
        m_problem.clear();
        showState();
    });
    connect(&m_session, &Session::stateChanged, this, &ReplayForm::showState);
    connect(&m_session, &Session::unpredictable, this, &ReplayForm::showProblem);
    changed();
    showState();
}

QWidget *ReplayForm::makeEvents()
{
    auto *card = new widgets::Card(m_fields);
    m_events = new widgets::ElidedLabel({}, card);
    m_events->setObjectName(u"eventsTitle"_s);
    m_events->setFont(widgets::uiFont(widgets::TextSize::Body, widgets::Weight::Bold));
    m_from = new widgets::ElidedLabel({}, card);
    m_from->setObjectName(u"eventsOrigin"_s);
    m_from->setFont(widgets::uiFont(widgets::TextSize::Small));
    m_from->setMuted(true);
    auto *open = new QPushButton(tr("Change…"), card);
    open->setObjectName(u"openEvents"_s);
    m_eventsMenu = new QMenu(open);
    m_eventsMenu->setObjectName(u"eventsMenu"_s);
    open->setMenu(m_eventsMenu);
    connect(m_eventsMenu, &QMenu::aboutToShow, this, &ReplayForm::fillEventsMenu);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(2);
    lines->addWidget(m_events);
    lines->addWidget(m_from);
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                            size::gapControls);
    row->setSpacing(size::gapControls);
    row->addLayout(lines, 1);
    row->addWidget(open);
    return card;
}

QRadioButton *ReplayForm::addRadio(QVBoxLayout *column, const QString &name, const QString &text,
                                   QButtonGroup *group)
{
    auto *radio = new QRadioButton(text, m_fields);
    radio->setObjectName(name);
    group->addButton(radio);
    column->addWidget(radio);
    connect(radio, &QRadioButton::toggled, this, &ReplayForm::changed);
    return radio;
}

void ReplayForm::addSignature(QVBoxLayout *column)
{
    column->addWidget(makeSection(tr("Signature"), m_fields));
    auto *signatures = addTightColumn(column);
    auto *signature = new QButtonGroup(this);
    m_signNow =
        addRadio(signatures, u"signNow"_s, tr("Sign now with the target's secret"), signature);
    m_signAsRecorded = addRadio(signatures, u"signAsRecorded"_s, tr("Send as recorded"), signature);
    m_signNow->setChecked(true);
    column->addWidget(makeSection(tr("Idempotency key"), m_fields));
    auto *keys = addTightColumn(column);
    auto *key = new QButtonGroup(this);
    m_freshKey = addRadio(keys, u"freshKey"_s, tr("Fresh key"), key);
    m_freshKey->setChecked(true);
    m_sameKey = addRadio(keys, u"sameKey"_s, tr("Same key"), key);
}

void ReplayForm::addMasks(QVBoxLayout *column)
{
    column->addWidget(makeSection(tr("Mask"), m_fields));
    auto *boxes = new QWidget(m_fields);
    auto *flow = new widgets::FlowLayout(boxes, size::gapControls);
    for (const MaskedKind kind : replay::allMaskedKinds()) {
        auto *box = new QCheckBox(maskTitle(kind), boxes);
        box->setObjectName(u"mask-"_s + QLatin1StringView(replay::maskedKindName(kind)));
        box->setChecked(kind != MaskedKind::Address); // what ships by country would go elsewhere
        connect(box, &QCheckBox::toggled, this, &ReplayForm::changed);
        flow->addWidget(box);
        m_masks.append({kind, box});
    }
    column->addWidget(boxes);
    QLabel *note = widgets::makeWrappingLabel(
        tr("Masks keep ids joined: one e-mail becomes the same mask everywhere."), m_fields);
    note->setFont(widgets::uiFont(widgets::TextSize::Small));
    note->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(note);
}

void ReplayForm::addChanges(QVBoxLayout *column)
{
    column->addWidget(makeSection(tr("Headers and payload"), m_fields));
    m_changesTitle = new widgets::ElidedLabel({}, m_fields);
    m_changesTitle->setObjectName(u"changesTitle"_s);
    auto *change = new QPushButton(tr("Change…", "headers and payload"), m_fields);
    change->setObjectName(u"changeRequests"_s);
    widgets::setSmall(change);
    connect(change, &QPushButton::clicked, this, &ReplayForm::askChanges);
    auto *row = new QHBoxLayout;
    row->setSpacing(size::gapControls);
    row->addWidget(m_changesTitle, 1);
    row->addWidget(change);
    column->addLayout(row);
}

void ReplayForm::askChanges()
{
    auto *dialog = new ChangesDialog(m_changes, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const auto wanted = dialog->preparation()) {
            m_changes = *wanted;
            changed();
        }
    });
    dialog->open();
}

void ReplayForm::setSavedViews(const std::function<QStringList()> &names)
{
    m_viewNames = names;
}

/// Anew each time: views are saved on other pages.
void ReplayForm::fillEventsMenu()
{
    m_eventsMenu->clear();
    connect(m_eventsMenu->addAction(widgets::icon(u"document-open"_s), tr("Open a file…")),
            &QAction::triggered, this, &ReplayForm::openRequested);
    const QStringList names = m_viewNames ? m_viewNames() : QStringList();
    if (!names.isEmpty())
        m_eventsMenu->addSection(tr("The newest events of a saved view"));
    for (int view = 0; view < int(names.size()); ++view) {
        QString name = names.at(view);
        connect(m_eventsMenu->addAction(name.replace(u'&', u"&&"_s)), &QAction::triggered, this,
                [this, view] { emit viewRequested(view); });
    }
}

void ReplayForm::setPlan(const replay::Plan &plan)
{
    m_isFilling = true;
    const bool isNow = plan.preparation.signature == Preparation::Signature::Now;
    (isNow ? m_signNow : m_signAsRecorded)->setChecked(true);
    (plan.preparation.key == Preparation::Key::Same ? m_sameKey : m_freshKey)->setChecked(true);
    for (const auto &[kind, box] : m_masks)
        box->setChecked(plan.preparation.masked.contains(kind));
    m_changes = plan.preparation;
    const bool isRecorded = plan.pace.kind == Pace::Kind::AsRecorded;
    m_pace->setCurrent(!isRecorded ? ByRate : plan.pace.scale > 1 ? TenTimes : AsTheyCame);
    m_perSecond->setValue(plan.pace.perSecond > 0 ? int(plan.pace.perSecond) : highestRate);
    m_ramp->setChecked(plan.isRamped);
    m_atOnce->setValue(plan.concurrency);
    m_stopOver->setValue(qRound(plan.stopRatio * 100));
    m_isFilling = false;
    changed();
}

void ReplayForm::addPace(QVBoxLayout *column)
{
    column->addWidget(makeSection(tr("Pace"), m_fields));
    m_pace =
        new widgets::Segmented(tr("Pace"), {tr("Rate"), tr("As recorded"), tr("10x")}, m_fields);
    m_pace->setObjectName(u"pace"_s);
    m_perSecond = makeSpin(u"perSecond"_s, 1, highestRate, 10, m_fields);
    m_perSecondLabel = new QLabel(tr("per second"), m_fields);
    m_perSecondLabel->setBuddy(m_perSecond);
    m_ramp = new QCheckBox(tr("Slowly first: 1, 2, 5, 20, then all"), m_fields);
    m_ramp->setObjectName(u"ramp"_s);
    m_ramp->setToolTip(tr("Each lot is sent when the one before is answered"));
    m_atOnce = makeSpin(u"atOnce"_s, 1, mostAtOnce, 4, m_fields);
    auto *atOnce = new QLabel(tr("at once, stop over"), m_fields);
    atOnce->setBuddy(m_atOnce);
    m_stopOver = makeSpin(u"stopOver"_s, 1, 100, 10, m_fields);
    m_stopOver->setSuffix(tr(" %"));
    auto *failed = new QLabel(tr("failed"), m_fields);
    failed->setBuddy(m_stopOver);
    for (const QWidgetList &line :
         {QWidgetList{m_pace, m_perSecond, m_perSecondLabel}, QWidgetList{m_ramp},
          QWidgetList{m_atOnce, atOnce, m_stopOver, failed}}) {
        auto *row = new QHBoxLayout;
        row->setSpacing(size::gapControls);
        for (QWidget *widget : line)
            row->addWidget(widget);
        row->addStretch(1);
        column->addLayout(row);
    }
    connect(m_pace, &widgets::Segmented::chosen, this, &ReplayForm::changed);
    connect(m_ramp, &QCheckBox::toggled, this, &ReplayForm::changed);
    for (QSpinBox *spin : {m_perSecond, m_atOnce, m_stopOver})
        connect(spin, &QSpinBox::valueChanged, this, &ReplayForm::changed);
}

QWidget *ReplayForm::makeForecast()
{
    auto *card = new widgets::Card(this);
    card->setObjectName(u"forecast"_s);
    m_forecast = new QVBoxLayout(card);
    m_forecast->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                                   size::gapControls);
    m_forecast->setSpacing(4);
    m_forecast->addWidget(makeSection(tr("Predicted outcome"), card));
    return card;
}

QWidget *ReplayForm::makeFoot()
{
    auto *foot = new QWidget(this);
    m_reason = new QLineEdit(foot);
    m_reason->setObjectName(u"replayReason"_s);
    m_reason->setPlaceholderText(tr("Reason (needed), for the ledger"));
    m_reason->setAccessibleName(m_reason->placeholderText());
    m_reason->setMaxLength(longestReason);
    m_hint = widgets::makeWrappingLabel({}, foot);
    m_hint->setObjectName(u"replayHint"_s);
    m_hint->setFont(widgets::uiFont(widgets::TextSize::Small));
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_dryRun = new QPushButton(tr("Dry run"), foot);
    m_dryRun->setObjectName(u"dryRun"_s);
    m_run = new QPushButton(widgets::icon(u"media-playback-start"_s), tr("Run"), foot);
    m_run->setObjectName(u"runReplay"_s);
    m_run->setDefault(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(size::gapControls);
    row->addWidget(m_hint, 1);
    row->addWidget(m_dryRun);
    row->addWidget(m_run);
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                               size::panePadding);
    column->setSpacing(size::gapControls);
    column->addWidget(makeForecast());
    column->addWidget(m_reason);
    column->addLayout(row);
    connect(m_reason, &QLineEdit::textChanged, this, &ReplayForm::showState);
    connect(m_dryRun, &QPushButton::clicked, &m_session, &Session::dryRun);
    connect(m_run, &QPushButton::clicked, this, [this] { m_session.run(reason()); });
    return foot;
}

QString ReplayForm::reason() const
{
    return m_reason->text().trimmed();
}

void ReplayForm::setOrigin(const QString &origin)
{
    m_origin = origin;
    showState();
}

void ReplayForm::setRefusal(const QString &why)
{
    m_refusal = why;
    showState();
}

replay::Plan ReplayForm::plan() const
{
    replay::Plan plan;
    plan.preparation = m_changes;
    plan.preparation.masked.clear();
    plan.preparation.signature =
        m_signNow->isChecked() ? Preparation::Signature::Now : Preparation::Signature::AsRecorded;
    plan.preparation.key =
        m_sameKey->isChecked() ? Preparation::Key::Same : Preparation::Key::Fresh;
    for (const auto &[kind, box] : m_masks) {
        if (box->isChecked())
            plan.preparation.masked.insert(kind);
    }
    if (m_pace->current() != ByRate)
        plan.pace.kind = Pace::Kind::AsRecorded;
    plan.pace.perSecond = m_perSecond->value();
    plan.pace.scale = m_pace->current() == TenTimes ? 10 : 1;
    plan.isRamped = m_ramp->isChecked();
    plan.concurrency = m_atOnce->value();
    plan.stopRatio = m_stopOver->value() / 100.0;
    return plan;
}

void ReplayForm::changed()
{
    if (!m_stopOver || m_isFilling)
        return; // still being made, or filled
    const QString changes = changesText(m_changes);
    m_changesTitle->setText(changes.isEmpty() ? tr("Sent as they were recorded") : changes);
    m_changesTitle->setMuted(changes.isEmpty());
    m_perSecond->setEnabled(m_pace->current() == ByRate);
    m_perSecondLabel->setEnabled(m_perSecond->isEnabled());
    m_session.setPlan(plan());
}

void ReplayForm::showState()
{
    const auto count = qint64(m_session.events().size());
    m_events->setText(count == 0       ? tr("No events yet")
                          : count == 1 ? tr("1 event")
                                       : tr("%1 events").arg(countText(count)));
    m_from->setText(count == 0 ? tr("NDJSON, HAR, a curl command; a saved view") : m_origin);
    const bool canBeChanged = m_session.state() == Session::State::Editing;
    m_fields->setEnabled(canBeChanged);
    m_dryRun->setEnabled(canBeChanged && m_session.forecast());
    const QString missing = hint();
    m_hint->setText(missing);
    m_run->setEnabled(canBeChanged && missing.isEmpty());
    emit mayRunChanged(m_refusal.isEmpty() && !reason().isEmpty());
    showForecast();
}

/// The first thing that is still missing; empty: nothing is.
QString ReplayForm::hint() const
{
    if (m_session.state() != Session::State::Editing)
        return tr("It can be changed when it has ended.");
    if (!m_refusal.isEmpty())
        return m_refusal;
    if (m_session.events().empty())
        return tr("Open a file, or select events on their page.");
    if (!m_session.target())
        return tr("Choose a target.");
    if (!m_session.forecast())
        return tr("Not predicted yet.");
    if (reason().isEmpty())
        return tr("Give a reason.");
    return {};
}

void ReplayForm::clearForecast()
{
    while (m_forecast->count() > 1) {
        const std::unique_ptr<QLayoutItem> line(m_forecast->takeAt(1));
        delete line->widget();
    }
}

void ReplayForm::showForecast()
{
    clearForecast();
    const auto &forecast = m_session.forecast();
    if (!forecast) {
        QLabel *none = widgets::makeWrappingLabel(
            m_problem.isEmpty() ? tr("Known once there are events and a target.")
                                : widgets::visibleText(m_problem),
            this);
        if (m_problem.isEmpty())
            none->setForegroundRole(QPalette::PlaceholderText);
        m_forecast->addWidget(none);
        return;
    }
    for (auto part = forecast->parts.begin(); part != forecast->parts.end(); ++part) {
        auto *line = new widgets::StatusLabel(this);
        line->setStatus(shapeOf(part.key()), forecastText(part.key(), part->events));
        m_forecast->addWidget(line);
        if (part->reason.isEmpty())
            continue;
        QLabel *why = widgets::makeWrappingLabel(widgets::visibleText(part->reason), this);
        why->setFont(widgets::uiFont(widgets::TextSize::Small));
        why->setForegroundRole(QPalette::PlaceholderText);
        m_forecast->addWidget(why);
    }
}

void ReplayForm::showProblem(const Error &error)
{
    m_problem = error.message;
    showForecast();
}

} // namespace gatehouse::ui
