#include "ui/pages/metrics/customertable.h"

#include "ui/charts/chartdata.h"
#include "ui/collection/factstable.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using charts::Unit;
namespace size = widgets::size;

namespace {

enum CustomerColumn { Tenant, Cost, Calls, Errors, Tokens, Unpriced, User };

QString nameOf(const std::optional<QString> &label)
{
    if (!label)
        return CustomerTable::tr("masked");
    return label->isEmpty() ? CustomerTable::tr("none") : *label;
}

QStringList textsOf(const metrics::CustomerUsage &customer)
{
    const auto count = [](double number) { return charts::valueText(number, Unit::Count); };
    return {nameOf(customer.tenant),       charts::valueText(customer.costUsd, Unit::Dollars),
            count(double(customer.calls)), count(double(customer.errors)),
            count(customer.tokens),        count(double(customer.unpriced)),
            nameOf(customer.user)};
}

} // namespace

CustomerTable::CustomerTable(QWidget *parent)
    : TitledCard(tr("Which customer costs how much? By days of UTC, as the gateway counts"), parent)
    , m_table(new FactsTable(tr("Customers of AI systems"), this))
    , m_message(new QLabel(this))
{
    m_table->setObjectName(u"metricsCustomers"_s);
    m_table->setHeader({tr("Tenant"), tr("Cost"), tr("Calls"), tr("Errors"), tr("Tokens"),
                        tr("Without a price"), tr("User, as a hash")});
    m_table->setNumbers({Cost, Calls, Errors, Tokens, Unpriced});
    m_table->setWidths({112, 84, 72, 72, 84, 116});
    m_message->setObjectName(u"customersMessage"_s);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_message->setMargin(size::pagePadding);
    body()->addWidget(m_table);
    body()->addWidget(m_message);
    setMessage(tr("Reading…"));
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        const auto row = std::size_t(index.row());
        if (row < m_customers.size())
            emit customerAsked(m_customers[row]);
    });
}

void CustomerTable::setCustomers(const std::vector<metrics::CustomerUsage> &customers)
{
    m_customers = customers;
    QList<QStringList> texts;
    for (const metrics::CustomerUsage &customer : customers)
        texts += textsOf(customer);
    m_table->setFacts(texts);
    m_table->setHidden(customers.empty());
    m_message->setText(tr("No call of an AI system is measured in these days."));
    m_message->setVisible(customers.empty());
}

void CustomerTable::setMessage(const QString &text)
{
    setCustomers({});
    m_message->setText(text);
}

} // namespace gatehouse::ui
