#pragma once

#include "models/localgateway/simulator.h"
#include "services/core/clock.h"
#include "services/core/uuid.h"
#include "ui/shell/page.h"
#include "ui/widgets/displayoptions.h"

#include <memory>

namespace gatehouse::ui {

/// What the page needs from outside; outlives it.
struct LocalGatewayServices
{
    AdminClient &api;
    const Clock &clock;
    const widgets::DisplayOptions &display;
};

/// A local gateway to test with: traffic, scenarios, the stand-in for WordPress, and every request
/// as it comes. Follows while it is shown and live; a gateway without a simulator is said to be
/// none.
///
/// Keys: T starts or pauses the traffic, H holds the requests, Delete clears them; see RequestPane.
/// Object names: gatewayState, gatewayUrl, noticeStrip, noSimulator, cards; see TrafficCard,
/// ScenarioCard, StandInCard, RequestPane.
class LocalGatewayPage final : public Page
{
    Q_OBJECT

public:
    explicit LocalGatewayPage(const LocalGatewayServices &services, QWidget *parent = nullptr);
    ~LocalGatewayPage() override;

    QString title() const override;
    void refresh() override;
    void setLive(bool live) override;
    void activate() override;
    QString statusText() const override;
    QList<QAction *> pageActions() const override;

    /// A command line that sends a signed webhook; empty: none is shown.
    void setFirstWebhook(const QString &commandLine);
    /// Where its data is: "private Postgres 15, data in /var/lib/gatehouse".
    void setPlace(const QString &text);

signals:
    void eventRequested(const gatehouse::Uuid &event);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;

    QWidget *makeHead();
    QWidget *makeCards();
    void orderFields();
    void follow();
    void showState();
};

} // namespace gatehouse::ui
