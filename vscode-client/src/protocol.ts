import type { Uri } from "vscode";
import { ExecuteCommandRequest, type LanguageClient } from "vscode-languageclient/node";
import type { MatrixData } from "./matrix/data";

export interface ReportKind {
  readonly pack: string;
  readonly title: string;
}

export type Stage = "draft" | "final";

export interface Coverage {
  readonly problems: number;
  readonly covered: number;
  readonly open: number;
  readonly undetermined: number;
}

/** The kind of report that a draft is taken for. */
export interface ChosenKind extends ReportKind {
  readonly reason: string;
  readonly stage: Stage;
  /** What can be chosen. */
  readonly packs: readonly ReportKind[];
  /** Null where the draft names no problems. */
  readonly coverage: Coverage | null;
}

export interface Rule {
  readonly code: string;
  readonly title: string;
}

export type TextFormat = "html" | "markdown" | "csv";

/** What the server does by `workspace/executeCommand`. Each fails with a message for people. */
export class Commands {
  constructor(private readonly client: LanguageClient) {}

  listReportKinds(): Promise<readonly ReportKind[]> {
    return this.execute("duizhao.listReportKinds");
  }

  showReportKind(uri: Uri): Promise<ChosenKind> {
    return this.execute("duizhao.showReportKind", this.written(uri));
  }

  /** Has the kind written into the draft, or with null taken out; returns whether it was. */
  chooseReportKind(uri: Uri, pack: string | null): Promise<boolean> {
    return this.execute("duizhao.chooseReportKind", this.written(uri), pack);
  }

  /** The text of a new draft. */
  newReport(pack: string): Promise<string> {
    return this.execute("duizhao.newReport", pack);
  }

  listCodes(): Promise<readonly Rule[]> {
    return this.execute("duizhao.listCodes");
  }

  /** The page of a code, as Markdown. */
  explain(code: string): Promise<string> {
    return this.execute("duizhao.explain", code);
  }

  /** Null leaves the stage to the draft and the settings. Returns the stage that holds now. */
  setStage(uri: Uri, stage: Stage | null): Promise<Stage> {
    return this.execute("duizhao.setStage", this.written(uri), stage);
  }

  showMatrix(uri: Uri): Promise<MatrixData> {
    return this.execute("duizhao.showMatrix", this.written(uri), null);
  }

  matrixText(uri: Uri, format: TextFormat): Promise<string> {
    return this.execute("duizhao.showMatrix", this.written(uri), format);
  }

  async matrixWorkbook(uri: Uri): Promise<Uint8Array> {
    const written = await this.execute<string>("duizhao.showMatrix", this.written(uri), "xlsx");
    return Buffer.from(written, "base64");
  }

  private execute<Result>(command: string, ...given: readonly (string | null)[]): Promise<Result> {
    return this.client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [...given] });
  }

  private written(uri: Uri): string {
    return this.client.code2ProtocolConverter.asUri(uri);
  }
}
