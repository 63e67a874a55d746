<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>ActionBar</name>
    <message>
        <source>Key: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActionDialog</name>
    <message>
        <source>%1 in %2?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason, for the ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ActionFlow</name>
    <message>
        <source>Select a row first.</source>
        <translation>Wählen Sie zuerst eine Zeile.</translation>
    </message>
    <message>
        <source>The gateway has not answered yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not possible here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActionRunner</name>
    <message>
        <source>Re-enqueued. The worker takes it from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It will be tried again. The worker takes it from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discarded. Who did it and why is in the ledger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled. Who did it and why is in the ledger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: done.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdminClient::Private</name>
    <message>
        <source>The gateway did not answer in time. Whether it did what was asked is not known; look before you repeat it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gateway&apos;s answer is larger than 64 MiB. Ask for less.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was cancelled.</source>
        <translation>Das wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The gateway at %1 cannot be reached. Check that it runs, and the address of the connection.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdminTokenText</name>
    <message>
        <source>%1 is not a role.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The admin token is too short. Use at least 8 characters, best random ones.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerText</name>
    <message>
        <source>The gateway sent a redirect (%1), which is not followed. Check the address of the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gateway answered with the status %1 and did not say why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gateway&apos;s answer cannot be read. Is there a gateway at this address?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ApiErrors</name>
    <message>
        <source>There are more than %1 rows. The gateway&apos;s API does not count further; connect to the database too.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AvailabilityText</name>
    <message>
        <source>The gateway has not said yet what you may do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 may not do this: the role %2 lacks the capability %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not possible while it is %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Filter: %1 %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, turned off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter edits, Delete removes, Space turns on or off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Do not negate</source>
        <translation>Nicht verneinen</translation>
    </message>
    <message>
        <source>Negate</source>
        <translation>Verneinen</translation>
    </message>
    <message>
        <source>Turn off</source>
        <translation>Ausschalten</translation>
    </message>
    <message>
        <source>Turn on</source>
        <translation>Einschalten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>ChipBar</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>Filter hinzufügen</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
</context>
<context>
    <name>Cluster</name>
    <message>
        <source>The private database could not be made in %1. The details say why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of the private database cannot be written: %1. Choose another folder, or correct its owner and permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder of the private database cannot be used: %1. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds %1 is full, so the private database cannot run. Free some space on it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL %1 is installed, but 15 or later is needed. Install the package postgresql-15.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PostgreSQL is not installed, and the private database needs it. Install the package postgresql-15 (sudo apt install postgresql-15).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The private database was made by PostgreSQL %1, but only %2 is installed. Install the package postgresql-%1, or move the data folder away to start afresh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The private database server ended while it started. Its last words are in the details and in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The private database server does not get ready. It may still be recovering from a crash: try again in a minute, and look into %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A database server that is gone left its lock %1 behind, and it cannot be removed. Remove it by hand, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be started. Check that PostgreSQL is installed whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 did not finish in time. The machine or its disk is very busy: try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The private database refuses its own password: credentials.json does not belong to this data. Restore the file from a backup, or move the folder away to start afresh.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no user &quot;postgres&quot; to run the database server as (it must not run as root). Install the package postgresql-15, which makes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database server runs as user &quot;postgres&quot;, who cannot enter %1. Choose a folder outside of it, or allow entering it (chmod o+x).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passwords of the private database in %1 are missing or damaged. Restore the file from a backup, or move its folder away to start afresh.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeBlock</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
</context>
<context>
    <name>CodeView</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alle auswählen</translation>
    </message>
    <message>
        <source>… %1 more characters, all of them in Raw</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CollectionPage</name>
    <message>
        <source>Nothing matches the filters</source>
        <translation>Nichts passt zu den Filtern</translation>
    </message>
    <message>
        <source>There may be rows that the filters above leave out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>Alle Zeilen</translation>
    </message>
    <message>
        <source>Takes every filter away.</source>
        <translation>Entfernt alle Filter.</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter entfernen</translation>
    </message>
    <message>
        <source>Next row</source>
        <translation>Nächste Zeile</translation>
    </message>
    <message>
        <source>Previous row</source>
        <translation>Vorige Zeile</translation>
    </message>
    <message>
        <source>Detail alone</source>
        <translation>Nur die Einzelheiten</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Newest row</source>
        <translation>Neueste Zeile</translation>
    </message>
    <message>
        <source>Copy the row</source>
        <translation>Zeile kopieren</translation>
    </message>
    <message>
        <source>Find in the detail</source>
        <translation>In den Einzelheiten suchen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Key: Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>arrived while you read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Run the gateway until SIGTERM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HOST:PORT; port 0 picks a free one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>libpq conninfo; without it a private cluster is started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File with variables (NAME=value lines)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the private cluster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the private cluster in a temporary folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow an address beyond loopback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HOST:PORT of the admin API when --listen is remote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With --database: also the stand-in for WordPress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log accepted webhooks too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved connection (default: local)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>URL of the gateway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File that holds the admin token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>libpq conninfo to list from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One JSON object a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List them, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most so many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show one, whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One or more ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run and operate a webhook gateway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print what a saved payload becomes</source>
        <translation>Ausgeben, was aus einem gespeicherten Inhalt wird</translation>
    </message>
    <message>
        <source>The payload, as it was sent; - is standard input</source>
        <translation>Der Inhalt, wie er gesendet wurde; - ist die Standardeingabe</translation>
    </message>
    <message>
        <source>Who sent it (default: the name of the file&apos;s folder)</source>
        <translation>Wer ihn gesendet hat (Vorgabe: der Name des Ordners der Datei)</translation>
    </message>
    <message>
        <source>Name: value, as it was sent; may be repeated</source>
        <translation>Name: Wert, wie er gesendet wurde; darf mehrmals stehen</translation>
    </message>
    <message>
        <source>Whose event it is</source>
        <translation>Wessen Ereignis es ist</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>No page or command has this name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandText</name>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
</context>
<context>
    <name>ConfigText</name>
    <message>
        <source>%1: entry %2 is not of the form tenant:secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 must start with http:// or https://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 must be a single line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no address to listen on. Write it like 127.0.0.1:8737 or [::1]:8737; port 0 picks a free one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 cannot be read. Check its name and its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, line %2: this is not of the form NAME=value.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConnectionLabel</name>
    <message>
        <source>%1 connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 &lt; 1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not answer</source>
        <translation>%1 antwortet nicht</translation>
    </message>
</context>
<context>
    <name>ConnectionText</name>
    <message>
        <source>No local gateway is running. Start one with ./dev run or gatehousectl serve, or name another with --connection or --url.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--url is not one. It is written like http://127.0.0.1:8737.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say with --token-file where the admin token is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>this machine</source>
        <translation>dieser Rechner</translation>
    </message>
    <message>
        <source>The connection “%1” names no database to read from. Add one with --database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send 60 signed test webhooks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make traffic</source>
        <translation>Verkehr erzeugen</translation>
    </message>
    <message>
        <source>Signed events of the providers, some of which fail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send 60 webhooks</source>
        <translation>60 Webhooks senden</translation>
    </message>
</context>
<context>
    <name>DeliveriesTab</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation>Noch nicht versucht</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
    <message>
        <source>The answer had no body.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer came. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailHeader</name>
    <message>
        <source>Detail alone</source>
        <translation>Nur die Einzelheiten</translation>
    </message>
    <message>
        <source>Show the detail alone (Enter), and back (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Select a row to see it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the detail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This row no longer exists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been deleted after its retention period. Below is what was known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next row</source>
        <translation>Nächste Zeile</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>DetailReader</name>
    <message>
        <source>There is no payload for this event. It may have passed its retention period.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EnvironmentBlock</name>
    <message>
        <source>Environment: %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
</context>
<context>
    <name>FilterEditor</name>
    <message>
        <source>is</source>
        <translation>ist</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>ist nicht</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>enthält</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>enthält nicht</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>mindestens</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>since</source>
        <translation>seit</translation>
    </message>
    <message>
        <source>until</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>a whole id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>15min, 24h, 7d or 2026-11-17 14:00</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text; * is any run of characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Previous place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in the body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>GatewayText</name>
    <message>
        <source>%1 can be reached from other machines. If that is meant, add --allow-remote; else listen on 127.0.0.1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Search or type a command</source>
        <translation>Suchen oder Befehl eingeben</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Follow what happens (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Read again (F5)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeadersTab</name>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>No headers were kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent to</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeadersView</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Header</translation>
    </message>
    <message>
        <source>Value of the selected header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>No headers were recorded.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IdentifierLabel</name>
    <message>
        <source>Copy the identifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JsonPrinter</name>
    <message>
        <source>it ends too early</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a comma or } should stand here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a comma or ] should stand here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a name in quotes should stand here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a colon should stand here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a byte order mark is not allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unexpected character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a control character inside a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an unknown escape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>\u needs four hexadecimal digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a digit should stand here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>something follows after the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a byte that is not UTF-8</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LocalText</name>
    <message>
        <source>Starting Postgres</source>
        <translation>Postgres wird gestartet</translation>
    </message>
    <message>
        <source>Starting the gateway</source>
        <translation>Das Gateway wird gestartet</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Search or type a command</source>
        <translation>Suchen oder Befehl eingeben</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Live on or off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Light or dark like the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>%1 – %2, %3 – Gatehouse</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Migrator</name>
    <message>
        <source>The database is of a newer version of Gatehouse (%1; this program knows %2). Use that version, or another database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database was made by another build of Gatehouse: its migration %1 is not the one of this program. Use that build, or another database.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NormalizeText</name>
    <message>
        <source>%1 could not be read: %2. Give the path of a saved payload, or - for standard input.</source>
        <translation>%1 konnte nicht gelesen werden: %2. Geben Sie den Pfad eines gespeicherten Inhalts an, oder - für die Standardeingabe.</translation>
    </message>
    <message>
        <source>%1 is over 512 KiB. A gateway refuses such a payload; give a smaller one.</source>
        <translation>%1 ist größer als 512 KiB. Ein Gateway lehnt einen solchen Inhalt ab; geben Sie einen kleineren an.</translation>
    </message>
    <message>
        <source>There is no source %1. Take one of: %2.</source>
        <translation>Eine Quelle %1 gibt es nicht. Nehmen Sie eine von diesen: %2.</translation>
    </message>
    <message>
        <source>It is not known which source sent this payload: it is not in a folder of that name. Add --source with one of: %1.</source>
        <translation>Es ist nicht bekannt, welche Quelle diesen Inhalt gesendet hat: er liegt nicht in einem Ordner dieses Namens. Ergänzen Sie --source mit einer von: %1.</translation>
    </message>
    <message>
        <source>The header &quot;%1&quot; has no name. Write it like --header &apos;X-GitHub-Event: push&apos;.</source>
        <translation>Der Header &quot;%1&quot; hat keinen Namen. Schreiben Sie ihn wie --header &apos;X-GitHub-Event: push&apos;.</translation>
    </message>
    <message>
        <source>Headers are given with --header &apos;Name: value&apos;.</source>
        <translation>Header werden mit --header &apos;Name: Wert&apos; angegeben.</translation>
    </message>
</context>
<context>
    <name>NoticeBoard</name>
    <message>
        <source>These rows are from %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been read yet.</source>
        <translation>Es wurde noch nichts gelesen.</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Jetzt erneut versuchen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Open a saved connection instead of the local gateway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>URL of a gateway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File that holds its admin token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>libpq conninfo of its database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the local gateway&apos;s data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the local gateway listens (127.0.0.1:8737, else a free port)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the local gateway&apos;s data in a temporary folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send no webhooks to the local gateway at the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a PNG of every page to this folder and end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print when the first rows were painted and end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the whole screen (where there is no window manager)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The console of a webhook gateway</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageCount</name>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>%1 (exact)</source>
        <translation>%1 (genau)</translation>
    </message>
    <message>
        <source>%1 (estimate)</source>
        <translation>%1 (geschätzt)</translation>
    </message>
    <message>
        <source>– %1: no answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 (exact)</source>
        <translation type="unfinished">%1 (genau) {1 %2 ?}</translation>
    </message>
    <message>
        <source>%1 %2 (estimate)</source>
        <translation type="unfinished">%1 (geschätzt) {1 %2 ?}</translation>
    </message>
</context>
<context>
    <name>PayloadTab</name>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>Canonical</source>
        <translation>Kanonisch</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>The body was not kept: of a flood of refused requests only the first ones keep theirs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no canonical event: it was refused, or the database cannot hold the document. The payload is kept as it was sent.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PayloadView</name>
    <message>
        <source>How the body is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pretty</source>
        <translation>Formatiert</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the body</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Rumpf</translation>
    </message>
    <message>
        <source>Body as hexadecimal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not JSON: %1 at byte %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is shown as it arrived.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not UTF-8: the first such byte is number %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes that are not text are marked ‹\xNN›.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The body is empty</source>
        <translation>Der Rumpf ist leer</translation>
    </message>
</context>
<context>
    <name>Postgres</name>
    <message>
        <source>The database login may not act as the role that the connection names. Choose another role, or have it granted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database library refused a call. Please report it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to the database failed. It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is starting or stopping and takes no connections yet. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database was dropped while it was in use. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database server ended the connection, most likely because it restarts. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of the database server is full, so nothing can be written. Free some space on it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database server is out of memory. Try again when it is less busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database server has no free connection. Close other programs that use it, or raise its max_connections.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database server is short of resources. Try again when it is less busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database server cannot read or write its files. Its log says which; check its disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The query was cancelled.</source>
        <translation>Die Abfrage wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Someone else holds a lock on this for too long. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The transaction was left open for too long and was undone. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database refused the login. Check the user name and the password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database login may not do this. Ask whoever runs the database to grant the right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database login may not grant this right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database does not know this role.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This exists already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something else refers to this, or what this refers to is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The change was refused: it breaks a rule of the database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Someone else changed the same thing at the same moment. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This database only accepts reads (a standby, most likely). Use the primary for changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database is not in the state that this needs, or it is in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no database of this name on the server. Check the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database lacks a table or view that is needed. It is empty, or of another version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database lacks a schema that is needed. It is empty, or of another version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database lacks a column that is needed. It is of another version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database lacks a function that is needed. It is of another version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database does not understand the query.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database cannot hold this value, or it is of the wrong kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is larger than the database can hold or work on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database server cannot do this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A function of the database refused this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database&apos;s files are damaged. Restore them from a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An index of the database is damaged. Have it rebuilt with REINDEX.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database reported an error that Gatehouse does not expect. Please report it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database took too long to answer, so the query was stopped. Narrow it down, or try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection to the database was lost. It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database wants a password and none was given. Add it to the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database server does not answer. Check that it runs, and the host and port of the connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection settings of the database cannot be used. Correct them: libpq&apos;s keywords (host=... dbname=...) or a postgresql:// address.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrivateFile</name>
    <message>
        <source>The file %1 could not be written: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProfileText</name>
    <message>
        <source>There is none yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no saved connection “%1”. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file %1 is damaged: %2. Delete it and save the connection again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection could not be saved in %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection could not be removed from %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no name for a connection. Use letters, digits, - and _.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection “%1” has no usable url. It is written like http://127.0.0.1:8737.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token file %1 cannot be read: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others may read the token file %1. Run: chmod 600 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token file %1 is empty.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>There is no display to open the window on. ./dev run opens one that can be looked at by VNC; gatehousectl does the same work without a window.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReadingTab</name>
    <message>
        <source>This cannot be read now</source>
        <translation>Das lässt sich gerade nicht lesen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>ServerText</name>
    <message>
        <source>Port %1 on %2 is taken by another program. Stop it, or choose another port with --listen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port %1 may not be opened by this user. Choose a port from 1024 on with --listen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not an address of this machine. Choose one that is with --listen, 127.0.0.1 for instance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port %1 on %2 could not be opened: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not an IP address to listen on. Use one like 127.0.0.1 or [::1].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No thread could be started.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutOverview</name>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>SidebarFoot</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>SourceErrors</name>
    <message>
        <source>This row is no longer there: it was removed, or is past its retention. Refresh the list.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartWindow</name>
    <message>
        <source>Starting – Gatehouse</source>
        <translation>Start – Gatehouse</translation>
    </message>
    <message>
        <source>The console could not start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Postgres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times in %1</source>
        <translation>Zeiten in %1</translation>
    </message>
</context>
<context>
    <name>SummaryTab</name>
    <message>
        <source>Summary</source>
        <translation>Übersicht</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source>Dead letters</source>
        <translation>Dead Letters</translation>
    </message>
    <message>
        <source>dead letter</source>
        <translation>Dead Letter</translation>
    </message>
    <message>
        <source>No dead letters</source>
        <translation>Keine Dead Letters</translation>
    </message>
    <message>
        <source>Nothing was given up on. A job whose tries are used up, or that WordPress refuses for good, stands here until you decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>Noch keine Ereignisse</translation>
    </message>
    <message>
        <source>Every webhook that the gateway takes stands here, with what became of it. Send one to see it arrive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>No jobs yet</source>
        <translation>Noch keine Aufträge</translation>
    </message>
    <message>
        <source>Each event that a route sends on becomes a job. Send an order event to see one run.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Theme</name>
    <message>
        <source>The colour &quot;%1&quot; is missing.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineTab</name>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Queued for delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try %1 succeeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try %1 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given up: dead letter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead letter %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operator: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, after %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Nothing is known of this event any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the first %1 entries are shown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>%1 more are not shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Es ist noch nichts geschehen.</translation>
    </message>
</context>
<context>
    <name>WaitBar</name>
    <message>
        <source>Waiting for an answer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::ApiSource</name>
    <message>
        <source>The gateway&apos;s API cannot filter by “%1” in this way. Remove this filter, or connect to the database too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gateway&apos;s answer has a row without a usable time or id. Is the gateway of another version?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gateway&apos;s answer is not a list. Is it a gateway of another version?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This place in the list is too far down to be found through the gateway&apos;s API. Go to the top.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::CellText</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… %1 more characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>days</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1</source>
        <comment>a span of time</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ms</source>
        <comment>milliseconds</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::Chip</name>
    <message>
        <source>before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since</source>
        <translation>seit</translation>
    </message>
    <message>
        <source>after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>ist nicht</translation>
    </message>
    <message>
        <source>is</source>
        <translation>ist</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>enthält nicht</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>enthält</translation>
    </message>
    <message>
        <source>is below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <comment>no value</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>any</source>
        <comment>any value</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+%1</source>
        <comment>that many more</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the values of a filter</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This saved filter cannot be read. Set it again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::Filter</name>
    <message>
        <source>%1: “%2” is not an id. An id has 36 characters, such as 01a1e9b4-ed58-7327-b569-6ed663e67889.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: “%2” is not a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: “%2” is neither yes nor no.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: “%2” is not a time. Write 2026-11-17 14:30, or how long ago, such as 15min, 24h or 7d.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: this text cannot be searched for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: too many values. Leave some out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: the text is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be filtered by “%2”. Remove this filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be compared like this. Remove this filter and add it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are too many filters. Remove some.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gatehouse::collection::Status</name>
    <message>
        <source>received</source>
        <translation>empfangen</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>eingereiht</translation>
    </message>
    <message>
        <source>processed</source>
        <translation>verarbeitet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>dead</source>
        <translation>aufgegeben</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>re-enqueued</source>
        <translation>wieder eingereiht</translation>
    </message>
    <message>
        <source>recovered</source>
        <translation>nachgeholt</translation>
    </message>
</context>
<context>
    <name>gatehouse::deadletters::DeadLetterCollection</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Died</source>
        <translation>Aufgegeben</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Dead letter id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event id</source>
        <translation>Ereignis-Id</translation>
    </message>
    <message>
        <source>Job id</source>
        <translation>Auftrags-Id</translation>
    </message>
    <message>
        <source>Job is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Re-enqueue</source>
        <translation>Wieder einreihen</translation>
    </message>
    <message>
        <source>Only an open dead letter can be re-enqueued.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message>
        <source>Only an open dead letter can be discarded.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gatehouse::events::EventCollection</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Gegenstand</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Event id</source>
        <translation>Ereignis-Id</translation>
    </message>
    <message>
        <source>Provider&apos;s event id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idempotency key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery tries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Occurred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actor&apos;s email</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Body</source>
        <translation>Rumpf</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Re-enqueue</source>
        <translation>Wieder einreihen</translation>
    </message>
    <message>
        <source>Only a failed event can be re-enqueued.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message>
        <source>Nothing of this event is open any more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gatehouse::jobs::JobCollection</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>Mandant</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Job id</source>
        <translation>Auftrags-Id</translation>
    </message>
    <message>
        <source>Event id</source>
        <translation>Ereignis-Id</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Vorrang</translation>
    </message>
    <message>
        <source>Tries at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idempotency key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Leased until</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Only a dead job can be retried.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>Abbrechen…</translation>
    </message>
    <message>
        <source>Only a job that is pending or waiting can be cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>resources</name>
    <message>
        <source>The file %1 is not built in.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>store</name>
    <message>
        <source>The database is away; nothing was taken. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too much is waiting to be stored. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gateway&apos;s database is away.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>whenDone</name>
    <message>
        <source>This was cancelled.</source>
        <translation>Das wurde abgebrochen.</translation>
    </message>
</context>
<context>
    <name>worker</name>
    <message>
        <source>The body of this webhook was not kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
