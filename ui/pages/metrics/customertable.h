#pragma once

#include "models/metrics/usagereport.h"
#include "ui/widgets/card.h"

class QLabel;

namespace gatehouse::ui {

class FactsTable;

/// Which customers of AI systems cost most, in whole days of UTC, as the gateway counts them.
///
/// Object names: metricsCustomers (the table), customersMessage (why there are none).
class CustomerTable final : public widgets::TitledCard
{
    Q_OBJECT

public:
    static constexpr int most = 10;

    explicit CustomerTable(QWidget *parent = nullptr);

    void setCustomers(const std::vector<metrics::CustomerUsage> &customers);
    /// Instead of customers.
    void setMessage(const QString &text);

signals:
    /// His calls are to be shown.
    void customerAsked(const gatehouse::metrics::CustomerUsage &customer);

private:
    FactsTable *m_table;
    QLabel *m_message;
    std::vector<metrics::CustomerUsage> m_customers;
};

} // namespace gatehouse::ui
