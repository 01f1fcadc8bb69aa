import 'reflect-metadata';
import {
  type CanActivate, Controller, type ExecutionContext, Get, Header, Injectable, Module, Put, UnauthorizedException,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

@Injectable()
class LoginGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest();
    if (request.path === '/private' && request.headers.authorization !== 'Bearer secret') {
      throw new UnauthorizedException();
    }
    return true;
  }
}

@Controller()
class AppController {
  @Get('items')
  @Header('Cache-Control', 'public, max-age=60')
  @Header('X-Total-Count', '2')
  list() {
    return [{ id: 1 }, { id: 2 }];
  }

  @Put('items')
  save() {
    return { saved: true };
  }

  @Get('private')
  me() {
    return { user: 'me' };
  }

  @Get('broken')
  fail() {
    throw new Error('broken');
  }
}

@Module({ controllers: [AppController], providers: [{ provide: APP_GUARD, useClass: LoginGuard }] })
export class AppModule {}
