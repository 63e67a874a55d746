#pragma once

#include "models/collection/windowmodel.h"
#include "models/localgateway/requestlog.h"
#include "ui/widgets/displayoptions.h"

#include <QWidget>

class QCheckBox;
class QPushButton;

namespace gatehouse::widgets {
class CodeBlock;
}

namespace gatehouse::ui {

class CollectionTable;

/// The live log of requests, newest first, and a command line that sends one.
///
/// Object names: requestsTable, showIngest, showDeliveries, holdButton, clearButton.
class RequestPane final : public QWidget
{
    Q_OBJECT

public:
    /// What is referred to outlives it.
    RequestPane(AdminClient &api, const Clock &clock, const widgets::DisplayOptions &display,
                QWidget *parent = nullptr);
    ~RequestPane() override;

    /// Follows, or stands still.
    void setOn(bool on);
    void setFirstWebhook(const QString &caption, const QString &commandLine);
    CollectionTable *table() const { return m_table; }

signals:
    /// Enter or a double click on a request that belongs to this event.
    void eventRequested(const gatehouse::Uuid &event);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHead();
    QCheckBox *makeKind(const char *name, const QString &text);
    void follow();
    void followTop();
    void filter();
    void open();

    std::shared_ptr<localgateway::RequestLog> m_log;
    collection::WindowModel m_model;
    CollectionTable *m_table;
    QCheckBox *m_ingest = nullptr;
    QCheckBox *m_deliveries = nullptr;
    QPushButton *m_hold = nullptr;
    widgets::CodeBlock *m_code;
};

} // namespace gatehouse::ui
