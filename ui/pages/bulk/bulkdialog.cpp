#include "ui/pages/bulk/bulkdialog.h"

#include "models/collection/celltext.h"
#include "services/core/whendone.h"
#include "ui/shell/counttext.h"
#include "ui/widgets/keyvalueview.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

#include <algorithm>
#include <numeric>

namespace gatehouse::ui {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using widgets::KeyValue;

namespace size = widgets::size;

namespace {

constexpr auto planDelay = 300ms;
constexpr int mostPerSecond = 1000;
constexpr qsizetype shownShares = 4;

collection::Action bulkAction(const BulkChoice &choice)
{
    collection::Action action = askingReason(choice.title);
    action.asksEnvironment = true;
    return action;
}

/// "http_5xx 1,902, timeout 12 and 3 more causes"
QString sharesText(const QList<bulk::Share> &shares, const QString &unnamed)
{
    QStringList parts;
    for (const bulk::Share &share : shares.first(std::min(shares.size(), shownShares)))
        parts += BulkDialog::tr("%1: %2", "name and count")
                     .arg(share.name.isEmpty() ? unnamed : share.name, countText(share.count));
    if (shares.size() > shownShares)
        parts += BulkDialog::tr("%1 others").arg(countText(shares.size() - shownShares));
    return parts.join(u'\n');
}

QString timeText(double seconds)
{
    const int whole = int(std::lround(seconds));
    if (whole < 60)
        return BulkDialog::tr("about %1 s").arg(countText(std::max(1, whole)));
    return BulkDialog::tr("about %1 min %2 s").arg(countText(whole / 60)).arg(whole % 60);
}

QString aiText(const bulk::Plan &plan)
{
    const QString used = BulkDialog::tr("%1 AI jobs, which used %2 tokens before")
                             .arg(countText(plan.aiJobs), countText(plan.aiTokens));
    if (!plan.aiCost)
        return used;
    const QLocale locale = collection::displayLocale();
    return BulkDialog::tr("%1: %2").arg(used,
                                        locale.toCurrencyString(*plan.aiCost, QStringLiteral("$")));
}

QList<KeyValue> bulkRows(const bulk::Plan &plan)
{
    QList<KeyValue> rows;
    const auto add = [&rows](const QString &label, const QString &value) {
        KeyValue row;
        row.label = label;
        row.value = value;
        rows += row;
    };
    if (!plan.byRootCause.isEmpty())
        add(BulkDialog::tr("By cause"), sharesText(plan.byRootCause, BulkDialog::tr("no cause")));
    if (!plan.byTenant.isEmpty())
        add(BulkDialog::tr("By tenant"), sharesText(plan.byTenant, BulkDialog::tr("no tenant")));
    if (!plan.leftOut.isEmpty())
        add(BulkDialog::tr("Left out"), sharesText(plan.leftOut, {}));
    if (plan.total > 0)
        add(BulkDialog::tr("Takes"), timeText(plan.estimatedSeconds));
    if (plan.aiJobs > 0)
        add(BulkDialog::tr("AI"), aiText(plan));
    return rows;
}

QString planText(const bulk::Plan &plan)
{
    if (plan.selected == 0)
        return BulkDialog::tr("Nothing matches, so there is nothing to do.");
    if (plan.total == 0)
        return BulkDialog::tr("None of the %1 can be done; why is said below.")
            .arg(countText(plan.selected));
    if (plan.isEverything)
        return BulkDialog::tr("All that there are: %1.").arg(countText(plan.total));
    return BulkDialog::tr("%1 of %2.").arg(countText(plan.total), countText(plan.selected));
}

} // namespace

BulkDialog::BulkDialog(AdminClient &api, const collection::Descriptor &descriptor,
                       const QList<BulkChoice> &choices, Rows rows, const Environment &environment,
                       QWidget *parent)
    : ActionDialog(bulkAction(choices.constFirst()), descriptor.singular, {}, environment, parent)
    , m_api(api)
    , m_descriptor(descriptor)
    , m_choices(choices)
    , m_from(std::move(rows))
    , m_where(widgets::visibleText(environment.title()))
{
    addChoices();
    addRows();
    addPace();
    m_plan = widgets::makeWrappingLabel({}, this);
    m_plan->setObjectName(u"bulkPlan"_s);
    m_plan->setFont(widgets::uiFont(widgets::TextSize::Body, widgets::Weight::Bold));
    m_counts = new widgets::KeyValueView(this);
    m_counts->setObjectName(u"bulkCounts"_s);
    addField({}, m_plan);
    addField({}, m_counts);
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &BulkDialog::plan);
    edited();
    plan();
}

void BulkDialog::addChoices()
{
    if (m_choices.size() < 2)
        return;
    QStringList titles;
    for (const BulkChoice &choice : m_choices)
        titles += choice.title;
    m_action = new widgets::Segmented(tr("What is done"), titles, this);
    m_action->setObjectName(u"bulkAction"_s);
    m_action->setCurrent(0);
    addField({}, m_action);
    connect(m_action, &widgets::Segmented::chosen, this, &BulkDialog::edited);
}

void BulkDialog::addRows()
{
    const auto count = qint64(m_from.selected.size());
    if (count < 2) {
        addText(m_from.filtered);
        return;
    }
    m_rows = new widgets::Segmented(
        tr("Rows"),
        {tr("The %1 that are selected").arg(countText(count)),
         m_from.filter.isRestricting() ? tr("All of the filter") : tr("All of the list")},
        this);
    m_rows->setObjectName(u"bulkRows"_s);
    m_rows->setCurrent(0);
    addField({}, m_rows);
    connect(m_rows, &widgets::Segmented::chosen, this, &BulkDialog::edited);
}

void BulkDialog::addPace()
{
    const bulk::Wish usual;
    m_rate = new QSpinBox(this);
    m_rate->setObjectName(u"bulkRate"_s);
    m_rate->setRange(1, mostPerSecond);
    m_rate->setValue(usual.ratePerSecond);
    m_rate->setSuffix(tr(" per second"));
    m_rate->setAccessibleName(tr("Rate"));
    m_stop = new QSpinBox(this);
    m_stop->setObjectName(u"bulkStop"_s);
    m_stop->setRange(1, 100);
    m_stop->setValue(int(std::lround(usual.stopOnFailureRatio * 100)));
    m_stop->setPrefix(tr("stops over "));
    m_stop->setSuffix(tr(" % failed"));
    m_stop->setToolTip(
        tr("Of the newest 200 that are known to have gone well or wrong. 100 %: it never stops by "
           "itself."));
    m_stop->setAccessibleName(tr("Stops by itself"));
    m_ramp = new QCheckBox(tr("Slowly first: 1, 2, 5, 10 … a second"), this);
    m_ramp->setObjectName(u"bulkRamp"_s);
    m_ramp->setChecked(usual.ramp);
    auto *pace = new QWidget(this);
    auto *row = new QHBoxLayout(pace);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(size::gapControls);
    row->addWidget(m_rate);
    row->addWidget(m_stop);
    row->addStretch();
    addField(tr("Pace"), pace);
    addField({}, m_ramp);
    connect(m_rate, &QSpinBox::valueChanged, this, &BulkDialog::edited);
    connect(m_stop, &QSpinBox::valueChanged, this, &BulkDialog::edited);
    connect(m_ramp, &QCheckBox::toggled, this, &BulkDialog::edited);
}

const BulkChoice &BulkDialog::choice() const
{
    return m_choices.at(m_action ? m_action->current() : 0);
}

bulk::Wish BulkDialog::wish() const
{
    const bool isOfSelected = m_rows && m_rows->current() == 0;
    return {
        .action = choice().action,
        .ids = isOfSelected ? m_from.selected : std::vector<Uuid>(),
        .filter = m_from.filter,
        .ratePerSecond = m_rate->value(),
        .ramp = m_ramp->isChecked(),
        .stopOnFailureRatio = m_stop->value() / 100.0,
        .confirm = typedEnvironment(),
        .reason = reason(),
    };
}

void BulkDialog::edited()
{
    setReady(false);
    setQuestion(choice().question.arg(m_where), {});
    setConfirm(choice().title, choice().isDestructive);
    setWindowTitle(choice().title);
    m_delay.start(planDelay);
}

void BulkDialog::plan()
{
    m_delay.stop();
    const bulk::Wish wished = wish();
    const auto body = bulk::wishBody(m_descriptor, wished, true);
    if (!body) {
        takePlan(wished, failure(body.error()));
        return;
    }
    m_plan->setText(tr("The gateway is planning…"));
    whenDone(m_api.post(u"bulk-operations"_s, *body), this,
             [this, wished](const Result<QJsonObject> &answer) { takePlan(wished, answer); });
}

/// What the reason says changes no plan; all else makes it one of something else.
void BulkDialog::takePlan(const bulk::Wish &of, const Result<QJsonObject> &answer)
{
    bulk::Wish now = wish();
    now.reason = of.reason;
    now.confirm = of.confirm;
    if (!(now == of))
        return;
    if (answer) {
        showPlan(bulk::planOf(*answer));
        return;
    }
    m_plan->setText(widgets::visibleText(answer.error().message));
    m_counts->setRows({});
    setReady(false);
}

void BulkDialog::showPlan(const bulk::Plan &plan)
{
    m_plan->setText(planText(plan));
    m_counts->setRows(bulkRows(plan));
    setReady(plan.total > 0);
}

} // namespace gatehouse::ui
