#include "ui/pages/localgateway/trafficcard.h"

#include "models/collection/celltext.h"
#include "ui/pages/localgateway/numberfield.h"
#include "ui/shell/page.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <array>

namespace gatehouse::ui {

using localgateway::Simulator;
using localgateway::SourceState;
using localgateway::TrafficState;
namespace size = widgets::size;
using namespace Qt::StringLiterals;

namespace {

constexpr int firstRate = 5; // a second, of each source that is on at first
constexpr std::array sourcesOnAtFirst = {"stripe"_L1, "shopify"_L1, "github"_L1, "hubspot"_L1};
constexpr int highestRate = 1'000;
constexpr int longestSkew = 600; // seconds

QLabel *makeHeading(const QString &text, Qt::Alignment alignment = Qt::AlignLeading)
{
    auto *label = new QLabel(text);
    label->setFont(widgets::uiFont(widgets::TextSize::Small));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setAlignment(alignment | Qt::AlignVCenter);
    return label;
}

double share(const QSpinBox *percent)
{
    return percent->value() / 100.0;
}

} // namespace

TrafficCard::TrafficCard(Simulator &simulator, QWidget *parent)
    : TitledCard(tr("Traffic"), parent)
    , m_simulator(simulator)
    , m_state(new QLabel(this))
    , m_button(new QPushButton(this))
    , m_action(new QAction(this))
{
    m_action->setStatusTip(tr("The gateway does not answer."));
    m_action->setProperty(kShownKeys, QStringLiteral("T"));
    connect(m_action, &QAction::triggered, this, &TrafficCard::startOrPause);
    m_state->setObjectName(QStringLiteral("trafficState"));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setFont(widgets::uiFont(widgets::TextSize::Small));
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_button->setObjectName(QStringLiteral("trafficButton"));
    widgets::setSmall(m_button);
    controls()->addWidget(m_state);
    controls()->addWidget(m_button);
    body()->addWidget(makeSources());
    body()->addWidget(new widgets::Separator(Qt::Horizontal, this));
    body()->addWidget(makeShares());
    connect(m_button, &QPushButton::clicked, this, &TrafficCard::startOrPause);
    connect(&m_simulator, &Simulator::changed, this, &TrafficCard::showState);
    showState();
}

QWidget *TrafficCard::makeSources()
{
    auto *table = new QWidget(this);
    m_sources = new QGridLayout(table);
    m_sources->setContentsMargins(size::panePadding, 6, size::panePadding, 6);
    m_sources->setHorizontalSpacing(size::gapGroups);
    m_sources->setVerticalSpacing(2);
    m_sources->setColumnStretch(0, 1);
    m_sources->setColumnMinimumWidth(2, 72);
    m_sources->addWidget(makeHeading(tr("Source")), 0, 0);
    m_sources->addWidget(makeHeading(tr("Per second"), Qt::AlignTrailing), 0, 1);
    m_sources->addWidget(makeHeading(tr("Sent"), Qt::AlignTrailing), 0, 2);
    return table;
}

QSpinBox *TrafficCard::makeNumber(const QString &name, const QString &unit, int low, int high)
{
    QSpinBox *number = makeNumberField(name, unit, low, high, this);
    number->setFixedWidth(70);
    connect(number, &QSpinBox::valueChanged, this, &TrafficCard::changed);
    return number;
}

QWidget *TrafficCard::makeShares()
{
    const QString percent = tr(" %");
    m_badSignatures = makeNumber(u"badSignatures"_s, percent, 0, 100);
    m_duplicates = makeNumber(u"duplicates"_s, percent, 0, 100);
    m_failing = makeNumber(u"failing"_s, percent, 0, 100);
    m_clockSkew = makeNumber(u"clockSkew"_s, tr(" s", "seconds"), -longestSkew, longestSkew);
    m_clockSkew->setToolTip(tr("Added to the time that is signed: below zero, webhooks seem old"));
    m_failing->setToolTip(tr("The WordPress stand-in fails their delivery"));
    auto *shares = new QWidget(this);
    auto *grid = new QGridLayout(shares);
    grid->setContentsMargins(size::panePadding, size::gapControls, size::panePadding,
                             size::panePadding);
    grid->setSpacing(size::gapControls);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(2, 1);
    const auto add = [&](int row, int column, const QString &text, QSpinBox *number) {
        auto *label = new QLabel(text, shares);
        label->setBuddy(number);
        grid->addWidget(label, row, 2 * column);
        grid->addWidget(number, row, 2 * column + 1);
    };
    add(0, 0, tr("Bad signatures"), m_badSignatures);
    add(0, 1, tr("Duplicates"), m_duplicates);
    add(1, 0, tr("Failing deliveries"), m_failing);
    add(1, 1, tr("Clock skew"), m_clockSkew);
    return shares;
}

void TrafficCard::showState()
{
    const auto &state = m_simulator.state();
    m_button->setEnabled(state.has_value());
    const bool isRunning = state && state->traffic.isRunning;
    m_button->setText(isRunning ? tr("Pause") : tr("Start"));
    m_button->setIcon(widgets::icon(isRunning ? QStringLiteral("media-playback-pause")
                                              : QStringLiteral("media-playback-start")));
    m_action->setEnabled(state.has_value());
    m_action->setText(isRunning ? tr("Pause the traffic") : tr("Start the traffic"));
    m_action->setIcon(m_button->icon());
    m_state->setText(isRunning ? tr("sending %1 a second")
                                     .arg(collection::displayLocale().toString(state->traffic.rate))
                               : tr("not sending"));
    if (!state)
        return;
    if (m_rows.isEmpty())
        makeRows(state->traffic);
    for (const SourceRow &row : std::as_const(m_rows)) {
        for (const SourceState &source : state->traffic.sources) {
            if (source.source == row.source)
                row.sent->setText(collection::displayLocale().toString(source.sent));
        }
    }
}

/// What it is set to when it is first seen; from then on what is written here counts.
void TrafficCard::makeRows(const TrafficState &traffic)
{
    for (const SourceState &source : traffic.sources) {
        const bool isUsual =
            std::find(sourcesOnAtFirst.begin(), sourcesOnAtFirst.end(), source.source)
            != sourcesOnAtFirst.end();
        addRow(source, traffic.isRunning ? source.rate > 0 : isUsual);
    }
    const std::pair<QSpinBox *, double> numbers[] = {
        {m_badSignatures, traffic.badSignatureShare * 100},
        {m_duplicates, traffic.duplicateShare * 100},
        {m_failing, traffic.failingShare * 100},
        {m_clockSkew, traffic.clockSkewSeconds},
    };
    for (const auto &[number, value] : numbers) {
        const QSignalBlocker quiet(number);
        number->setValue(qRound(value));
    }
    emit fieldsMade();
}

QWidgetList TrafficCard::fields() const
{
    QWidgetList fields{m_button};
    for (const SourceRow &row : m_rows)
        fields << row.isOn << row.rate;
    return fields << m_badSignatures << m_duplicates << m_failing << m_clockSkew;
}

void TrafficCard::addRow(const SourceState &source, bool isOn)
{
    SourceRow row{source.source, new QCheckBox(source.source, this),
                  makeNumber(u"rate-"_s + source.source, {}, 1, highestRate), new QLabel(this)};
    row.isOn->setObjectName(QStringLiteral("source-") + source.source);
    row.rate->setAccessibleName(tr("Webhooks of %1 a second").arg(source.source));
    {
        const QSignalBlocker quiet(row.rate);
        row.rate->setValue(source.rate > 0 ? std::max(1, qRound(source.rate)) : firstRate);
    }
    row.isOn->setChecked(isOn);
    row.rate->setEnabled(isOn);
    row.sent->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    const int line = int(m_rows.size()) + 1;
    m_sources->addWidget(row.isOn, line, 0);
    m_sources->addWidget(row.rate, line, 1, Qt::AlignTrailing);
    m_sources->addWidget(row.sent, line, 2);
    connect(row.isOn, &QCheckBox::toggled, row.rate, &QWidget::setEnabled);
    connect(row.isOn, &QCheckBox::toggled, this, &TrafficCard::changed);
    m_rows.append(row);
}

Simulator::Traffic TrafficCard::wished() const
{
    Simulator::Traffic traffic;
    for (const SourceRow &row : m_rows) {
        if (row.isOn->isChecked())
            traffic.rates.append({row.source, row.rate->value()});
    }
    traffic.badSignatureShare = share(m_badSignatures);
    traffic.duplicateShare = share(m_duplicates);
    traffic.failingShare = share(m_failing);
    traffic.clockSkewSeconds = m_clockSkew->value();
    return traffic;
}

void TrafficCard::startOrPause()
{
    const auto &state = m_simulator.state();
    if (state && state->traffic.isRunning)
        m_simulator.stopTraffic();
    else
        m_simulator.startTraffic(wished());
}

void TrafficCard::changed()
{
    const auto &state = m_simulator.state();
    if (!state || !state->traffic.isRunning)
        return;
    const Simulator::Traffic traffic = wished();
    if (traffic.rates.isEmpty())
        m_simulator.stopTraffic();
    else
        m_simulator.startTraffic(traffic);
}

} // namespace gatehouse::ui
