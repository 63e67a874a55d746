#pragma once

#include "services/core/result.h"
#include "services/sending/httpsender.h"

#include <QWidget>

namespace gatehouse::widgets {
class ElidedLabel;
class HeadersView;
class PayloadView;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// A request as it was, or would be, sent: its line, its headers and its body.
///
/// Object names: requestLine, requestHeaders, requestBody.
class RequestView final : public QWidget
{
    Q_OBJECT

public:
    explicit RequestView(QWidget *parent = nullptr);

    /// Unless it was sent, the line says so.
    void show(const DeliveryRequest &request, bool wasSent);
    /// Instead: why there is none.
    void showPlaceholder(const QString &text);

private:
    widgets::ElidedLabel *m_line;
    widgets::HeadersView *m_headers;
    widgets::PayloadView *m_body;
};

} // namespace gatehouse::ui
